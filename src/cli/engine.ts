import type { ParamsOf, PartialOf, RequestOptions, ResultOf } from '../protocol/channel';
import type { EngineMethods, Overlay, SweepMethods } from '../protocol/engine';

/** What commands need of the worker; `EngineClient` is one. */
export interface Engine {
  request<M extends keyof EngineMethods & string>(
    method: M,
    params: ParamsOf<EngineMethods, M>,
    options?: RequestOptions<PartialOf<EngineMethods, M>>,
  ): Promise<ResultOf<EngineMethods, M>>;
  sweep<M extends keyof SweepMethods>(
    method: M,
    params: ParamsOf<SweepMethods, M>,
    options?: RequestOptions<PartialOf<SweepMethods, M>>,
  ): Promise<ResultOf<SweepMethods, M>>;
  /** Texts to go by in place of those on disk. */
  sync(overlays: readonly Overlay[]): void;
  dispose(): void;
}
