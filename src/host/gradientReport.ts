import { t } from '../l10n/t';
import type { CheckReport } from '../protocol/model';

const verdicts = { fine: t('right'), look: t('worth a look'), wrong: t('wrong') } as const;
/** More components than this are left out; the worst come first. */
const mostRows = 100;

/** The result of a gradient check as a Markdown page: verdict, every component, and the error over the step of the differences. */
export function gradientReport(name: string, coordinates: readonly string[], report: CheckReport): string {
  const { at, against, relativeError, verdict, components } = report;
  const own = against === 'user gradient';
  const verdictSentence = own ? ownVerdict : traceVerdict;
  const named = components
    .map((component) => ({ ...component, name: coordinates[component.index] }))
    .sort((a, b) => rank(b.error) - rank(a.error));
  const rows = named.slice(0, mostRows).map(({ name: component, exact, other, error }) => {
    return `| \`${component}\` | ${exact} | ${other} | ${error.toExponential(1)} | ${markOf(error)} |`;
  });
  const point = coordinates.slice(0, 6).map((coordinate, i) => `\`${coordinate}\` = ${at[i]}`);
  return [
    `# ${t('Gradient check of {0}', `\`${name}\``)}`,
    verdictSentence(
      `**${verdicts[verdict]}**`,
      relativeError.toExponential(1),
      `${point.join(', ')}${coordinates.length > 6 ? ', …' : ''}`,
    ),
    t(
      '‖a − b‖ / (‖a‖ + ‖b‖): up to 1e-7 is fine, up to 1e-5 usual where the loss has kinks, up to 1e-3 worth a look, above it something is wrong.',
    ),
    `## ${t('Components')}`,
    [`| ∂L/∂ | ${t('exact')} | ${own ? t('yours') : t('differences')} | ${t('error')} | |`, '|---|--:|--:|--:|---|', ...rows].join('\n'),
    ...(named.length < coordinates.length
      ? [t('Of {0} components {1}, spread evenly, are compared with differences.', coordinates.length, named.length)]
      : []),
    ...(named.length > rows.length ? [t('… and {0} more, none worse.', named.length - rows.length)] : []),
    `## ${t('Error over the step ε of the differences')}`,
    `![${t('The relative error of the gradient against (L(θ + ε) − L(θ − ε))/2ε, over ε')}](${sweepPicture(report.epsilonSweep)})`,
    t(
      'Towards small ε rounding takes over, towards large ε the curvature: a right gradient gives a V. A flat line far up is a wrong gradient.',
    ),
    ...(report.epsilonSweep.components < coordinates.length
      ? [t('Over {0} of {1} components, spread evenly.', report.epsilonSweep.components, coordinates.length)]
      : []),
    sweepTable(report.epsilonSweep),
    '',
  ].join('\n\n');
}

const ownVerdict = (verdict: string, error: string, point: string): string =>
  t('Your gradient is {0}: relative error {1} against the exact one at {2}.', verdict, error, point);
const traceVerdict = (verdict: string, error: string, point: string): string =>
  t('The gradient is {0}: relative error {1} against two-sided differences at {2}.', verdict, error, point);

/** NaN is as wrong as can be. */
const rank = (error: number): number => (Number.isNaN(error) ? Number.POSITIVE_INFINITY : error);

function markOf(error: number): string {
  if (error <= 1e-7) return '✓';
  return error <= 1e-3 ? `◐ ${t('look')}` : `✗ ${t('wrong')}`;
}

function sweepTable({ epsilon, relativeError }: CheckReport['epsilonSweep']): string {
  const rows = Array.from(epsilon, (step, k) => `| ${step.toExponential(1)} | ${relativeError[k].toExponential(1)} |`);
  return [`| ε | ${t('relative error')} |`, '|--:|--:|', ...rows].join('\n');
}

const size = { width: 560, height: 260, left: 52, right: 12, top: 12, bottom: 36 } as const;
/** Both axes are logarithmic: exponents of ten from the first to the second. */
const [epsilonFrom, epsilonTo, errorFrom, errorTo] = [-12, -1, -14, 0];
/** Reads on light and dark ground alike. */
const [ink, line] = ['#888888', '#3b82c4'];

const xOf = (exponent: number): number =>
  size.left + ((exponent - epsilonFrom) / (epsilonTo - epsilonFrom)) * (size.width - size.left - size.right);
function yOf(exponent: number): number {
  const inside = Math.max(errorFrom, Math.min(errorTo, exponent));
  return size.top + ((errorTo - inside) / (errorTo - errorFrom)) * (size.height - size.top - size.bottom);
}

/** The V as a picture, to be put into Markdown. */
export function sweepPicture({ epsilon, relativeError }: CheckReport['epsilonSweep']): string {
  const points = Array.from(epsilon, (step, k) => [Math.log10(step), Math.log10(relativeError[k])] as const)
    .filter(([, error]) => !Number.isNaN(error))
    .map(([step, error]) => `${xOf(step).toFixed(1)},${yOf(error).toFixed(1)}`);
  const thresholds = [-7, -5, -3].map((exponent) => horizontal(exponent, '4 4')).join('');
  const below = [-12, -9, -6, -3, -1].map((e) => label(xOf(e), size.height - 18, 'middle', `1e${e}`)).join('');
  const beside = [-14, -7, -5, -3, 0].map((e) => label(size.left - 6, yOf(e) + 4, 'end', `1e${e}`)).join('');
  const dots = points.map((point) => `<circle cx="${point.replace(',', '" cy="')}" r="3" fill="${line}"/>`).join('');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" font-family="sans-serif" font-size="11">${horizontal(errorFrom, '0')}${thresholds}${below}${beside}${label(size.width / 2, size.height - 3, 'middle', 'ε')}<polyline points="${points.join(' ')}" fill="none" stroke="${line}" stroke-width="1.5"/>${dots}</svg>`;
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
}

const horizontal = (exponent: number, dashes: string): string =>
  `<line x1="${size.left}" x2="${size.width - size.right}" y1="${yOf(exponent)}" y2="${yOf(exponent)}" stroke="${ink}" stroke-width="0.7" stroke-dasharray="${dashes}"/>`;

const label = (x: number, y: number, anchor: string, text: string): string =>
  `<text x="${x}" y="${y}" text-anchor="${anchor}" fill="${ink}">${text}</text>`;
