import type { DiagnosisCode } from '../engine/diagnose/finding';
import type { Problem } from './model';

const allSeverities = ['off', 'hint', 'information', 'warning', 'error'] as const;
export type Severity = (typeof allSeverities)[number];

export const isSeverity = (value: unknown): value is Severity => allSeverities.some((severity) => severity === value);

/** What VS Code's own TypeScript support reports, or what is no fault of the code's, is not reported again. */
type Silent = 'syntax' | 'no-loss' | 'untrusted' | 'internal' | 'bad-input';
/** What stops a loss or its derivatives. */
type StoppingCode = Exclude<Problem['code'], Silent | DiagnosisCode>;
export type ReportedCode = StoppingCode | DiagnosisCode;

const stopping: { readonly [Code in StoppingCode]: Severity } = {
  'time-limit': 'error',
  'memory-limit': 'error',
  'language-changed': 'error',
  'import-missing': 'error',
  threw: 'warning',
  'not-a-number': 'warning',
  'start-unknown': 'information',
  'numeric-derivatives': 'information',
  'batched-derivatives': 'hint',
  'not-deterministic': 'information',
};

const rules: { readonly [Code in DiagnosisCode]: Severity } = {
  'first-non-finite': 'warning',
  'user-gradient-wrong': 'error',
  'learning-rate-unstable': 'warning',
  'start-on-saddle': 'warning',
  'start-on-maximum': 'warning',
  'start-on-plateau': 'warning',
  'non-smooth': 'information',
  'ill-conditioned': 'information',
  'gradient-vanishes': 'warning',
  'gradient-explodes': 'warning',
};

/** Everything that is reported in the source, by its stable code, with the severity that it has unless the user says otherwise. */
export const severities: { readonly [Code in ReportedCode]: Severity } = { ...stopping, ...rules };

export const isReported = (code: string): code is ReportedCode => Object.hasOwn(severities, code);
const isRule = (code: string): code is DiagnosisCode => Object.hasOwn(rules, code);
/** The codes of rules, which can be left out of an examination. */
export const diagnosisCodes: readonly DiagnosisCode[] = Object.keys(rules).filter(isRule);
