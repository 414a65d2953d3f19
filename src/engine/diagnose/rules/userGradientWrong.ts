import { t } from '../../../l10n/t';
import { Failures } from '../../failures';
import { norm } from '../../linalg/vector';
import type { Facts, UserGradient } from '../facts';
import type { Finding } from '../finding';
import { type ComponentCheck, compareWithExact, wrong } from '../gradientCheck';
import { point, shown } from '../words';
import type { Rule } from './rule';

/** Differences below this part of both gradients are rounding, even in a component that is nearly 0. */
const rounding = 1e-8;

/** Looked at where the loss is asked about, and beside it: at a start of zeros many a wrong gradient is right by accident. */
export const userGradientWrong: Rule = {
  code: 'user-gradient-wrong',
  find(facts) {
    const { userGradient, start, kinks, finite } = facts;
    if (!userGradient || !finite) return [];
    const beside = start.map((x, i) => x + 0.1 * Math.max(1, Math.abs(x)) * (1 + ((i * 7) % 5) / 10) * (i % 2 === 0 ? 1 : -1));
    const places = kinks.length > 0 ? [beside] : [start, beside];
    for (const at of places) {
      const finding = wrongAt(facts, userGradient, at);
      if (finding) return [finding];
    }
    return [];
  },
};

function wrongAt(
  { objective, coordinates }: Facts,
  { at: gradientAt, range }: UserGradient,
  at: Float64Array,
): Omit<Finding, 'code'> | undefined {
  const check = new Failures().attempt(() => compareWithExact(objective, at, gradientAt(at)));
  if (!check || objective.nonSmoothAt(at).length > 0) return undefined;
  const size = norm(Float64Array.from(check.components, ({ exact }) => exact));
  if (!Number.isFinite(size)) return undefined;
  const bad = check.components.map((component) => ({ ...component, name: coordinates[component.index] })).filter((c) => isWrong(c, size));
  const [worst] = bad.sort((a, b) => distance(b) - distance(a));
  if (!worst) return undefined;
  return {
    range,
    message: messageFor(worst, point(at), bad.length - 1),
    hint: t('Use the command "Saddlescope: Check gradient" for every component.'),
  };
}

/** NaN is as far off as can be. */
const distance = ({ exact, other }: ComponentCheck): number => (Number.isNaN(other) ? Number.POSITIVE_INFINITY : Math.abs(exact - other));

const isWrong = (component: ComponentCheck, size: number): boolean => !(component.error <= wrong) && distance(component) > rounding * size;

function messageFor({ name, other, exact, error }: ComponentCheck & { readonly name: string }, at: string, more: number): string {
  const worst = t(
    'This gradient is wrong: ∂L/∂{0} at {1} is {2}, expected {3} (relative error {4}).',
    ...[name, at, shown(other), shown(exact), shown(error)],
  );
  if (more === 0) return worst;
  return more === 1 ? t('{0} So is {1} more.', worst, more) : t('{0} So are {1} more.', worst, more);
}
