import { diagnose } from '../../../src/engine/diagnose/diagnose';
import type { NamedOptimizer, Subject } from '../../../src/engine/diagnose/facts';
import type { DiagnosisCode, Finding } from '../../../src/engine/diagnose/finding';
import type { OptionValue } from '../../../src/engine/options';
import { finish } from '../../../src/engine/work';
import { load } from '../autodiff/support';

export interface Examined {
  readonly findings: readonly Finding[];
  /** The findings of one rule. */
  of(code: DiagnosisCode): readonly Finding[];
  /** The source at the first finding of a rule. */
  place(code: DiagnosisCode): string | undefined;
}

/** Every finding for `body`, a function's body over `w: number[]`, from a start. */
export function examine(body: string, start: readonly number[], more: Partial<Subject> = {}): Examined {
  const loaded = load(`export const loss = (w: number[]): number => {${body.includes('return') ? body : `return ${body};`}};`, [start]);
  const subject: Subject = {
    objective: loaded.objective,
    start: Float64Array.from(start),
    coordinates: start.map((_, i) => `w[${i}]`),
    domain: [],
    optimizers: [],
    ...more,
  };
  const findings = finish(diagnose(subject));
  const of = (code: DiagnosisCode) => findings.filter((finding) => finding.code === code);
  return { findings, of, place: (code) => loaded.text(of(code)[0]?.range) };
}

export const optimizer = (name: string, id: string, options: Readonly<Record<string, OptionValue>>): NamedOptimizer => ({
  name,
  id,
  options,
});
