import type { Facts } from '../facts';
import type { DiagnosisCode, Finding } from '../finding';

/** One diagnostic. It speaks only where what it says can be shown at that very point. */
export interface Rule {
  readonly code: DiagnosisCode;
  find(facts: Facts): readonly Omit<Finding, 'code'>[];
}
