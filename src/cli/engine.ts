import type { Engine as Asked } from '../plot/compute';
import type { ParamsOf, PartialOf, RequestOptions, ResultOf } from '../protocol/channel';
import type { Overlay, SweepMethods } from '../protocol/engine';

/** What commands need of the worker; `EngineClient` is one. */
export interface Engine extends Asked {
  sweep<M extends keyof SweepMethods>(
    method: M,
    params: ParamsOf<SweepMethods, M>,
    options?: RequestOptions<PartialOf<SweepMethods, M>>,
  ): Promise<ResultOf<SweepMethods, M>>;
  /** Texts to go by in place of those on disk. */
  sync(overlays: readonly Overlay[]): void;
  dispose(): void;
}
