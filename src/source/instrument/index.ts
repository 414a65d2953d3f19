export type { InstrumentFinding, ReportFinding } from './findings';
export { SiteTable } from './sites';
export { traceTransformer } from './trace';
export { watchTransformer } from './watch';
