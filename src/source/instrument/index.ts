export type { InstrumentFinding, ReportFinding } from './findings';
export { SiteBlock, SiteTable } from './sites';
export { traceTransformer } from './trace';
export { watchTransformer } from './watch';
