import type { ParamsOf, PartialOf, RequestOptions, ResultOf } from '../protocol/channel';
import type { EngineMethods } from '../protocol/engine';

/** What commands need of the worker; `EngineClient` is one. */
export interface Engine {
  request<M extends keyof EngineMethods & string>(
    method: M,
    params: ParamsOf<EngineMethods, M>,
    options?: RequestOptions<PartialOf<EngineMethods, M>>,
  ): Promise<ResultOf<EngineMethods, M>>;
  dispose(): void;
}
