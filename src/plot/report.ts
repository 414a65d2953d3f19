/** A self-contained page: the picture, the curves, and a table for everything that they show. No scripts, no network. */
import { significant } from '../protocol/format';
import type { Readout, Trajectory } from '../protocol/model';
import { atNight } from './colour';
import { drawFigure, readoutInWords } from './figure';
import { swatch } from './paths';
import { rows } from './rows';
import { placeInWords, pointOf, type Run, type Scene } from './scene';
import { drawSpectrumChart } from './spectrumFigure';
import { drawStrip, isKnown, quantities } from './strip';
import {
  briefStop,
  choiceInWords,
  continuumInWords,
  countInWords,
  criticalLoss,
  derivativesInWords,
  direction,
  eigenName,
  heading,
  measures,
  milestones,
  number,
  pointMarks,
  vector,
  verdict,
} from './words';
import { element, escapeXml } from './xml';

const styleSheet = `
:root { color-scheme: light dark; }
body { font: 14px/1.5 system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; color: #3b3b3b; background: #fff; max-width: 1080px; margin: 32px auto; padding: 0 24px; font-variant-numeric: tabular-nums; }
h1 { font-size: 22px; font-weight: 600; margin: 0; } h2 { font-size: 15px; font-weight: 600; margin: 32px 0 8px; }
p { margin: 4px 0; } .muted, caption, th { color: #616161; }
svg { max-width: 100%; height: auto; display: block; } .strips { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(360px, 100%), 1fr)); gap: 12px 24px; }
.wide { overflow-x: auto; } table { border-collapse: collapse; } th { font-weight: 400; font-size: 12px; text-align: left; }
th, td { padding: 4px 20px 4px 0; border-bottom: 1px solid #e8e8e8; white-space: nowrap; } .n { text-align: right; }
td svg { display: inline-block; vertical-align: -2px; margin-right: 6px; max-width: none; } .picture { margin: 20px 0 0 -24px; } summary { cursor: pointer; color: #616161; margin: 8px 0; }
pre { font: 12px/1.5 ui-monospace, "DejaVu Sans Mono", monospace; padding: 12px 16px; background: #f5f5f5; overflow-x: auto; tab-size: 2; }
footer { margin: 40px 0 0; font-size: 12px; color: #616161; }
@media print { body { margin: 0; max-width: none; } h2 { break-after: avoid; } tr, svg { break-inside: avoid; } pre { white-space: pre-wrap; } }`;

/** Whatever colours the page has, turned over for readers of dark pages; paper stays white. */
function nightSheet(body: string): string {
  const colours = (name: 'fill' | 'stroke', markup: string) =>
    [...new Set([...markup.matchAll(new RegExp(`${name}="(#[0-9a-f]{6})"`, 'g'))].map(([, hex]) => hex))]
      .map((hex) => `[${name}="${hex}"] { ${name}: ${atNight(hex)}; }`)
      .join(' ');
  const words = styleSheet
    .slice(0, styleSheet.indexOf('@media print'))
    .replace(/#[0-9a-f]{3,6}/g, (hex) => atNight(hex.length === 4 ? '#ffffff' : hex));
  return `@media screen and (prefers-color-scheme: dark) { ${words.replace(/^\s*:root[^}]*}/, '')} ${colours('fill', body)} ${colours('stroke', body)} }`;
}

const policy = "default-src 'none'; style-src 'unsafe-inline'";

/** What a report says beside the scene. */
export interface ReportText {
  /** The loss, as it is written. */
  readonly source: string;
  /** Names and values of what was set for the runs. */
  readonly settings: readonly (readonly [name: string, value: string])[];
}

export function drawReport(scene: Scene, { source, settings }: ReportText): string {
  const { description, runs } = scene;
  const name = heading(description);
  const { file, line } = description.summary.location;
  const body = [
    element('h1', {}, escapeXml(name)),
    element('p', { class: 'muted' }, escapeXml(`${file.split(/[\\/]/).at(-1)}:${line} · ${derivativesInWords(description.derivatives)}`)),
    element('p', {}, escapeXml(`${readoutInWords(scene)}.`)),
    element('div', { class: 'picture' }, drawFigure(scene, { titled: false }).svg),
    ...(runs.length > 0 ? [curves(runs), paths(runs), values(runs)] : []),
    readoutTables(scene),
    points(scene),
    warnings(scene),
    ...(settings.length > 0
      ? [
          element('h2', {}, 'Settings'),
          grid(
            [text('setting'), text('value')],
            settings.map((row) => row.map(escapeXml)),
          ),
        ]
      : []),
    element('h2', {}, 'Source'),
    element('pre', {}, element('code', {}, escapeXml(source))),
    element('footer', {}, 'Made with Saddlescope.'),
  ];
  const main = element('body', {}, element('main', {}, ...body));
  return `<!doctype html>\n${element('html', { lang: 'en' }, head(name, nightSheet(main)), main)}\n`;
}

function head(name: string, night: string): string {
  return element(
    'head',
    {},
    element('meta', { charset: 'utf-8' }),
    element('meta', { name: 'viewport', content: 'width=device-width' }),
    element('meta', { 'http-equiv': 'Content-Security-Policy', content: policy }),
    element('title', {}, escapeXml(`${name} · Saddlescope`)),
    element('style', {}, `${styleSheet}\n${night}`),
  );
}

function curves(runs: readonly Run[]): string {
  const known = Object.values(quantities).filter((quantity) => isKnown(runs, quantity));
  return element('h2', {}, 'Along the paths') + element('div', { class: 'strips' }, ...known.map((quantity) => drawStrip(runs, quantity)));
}

interface Heading {
  readonly title: string;
  readonly numeric?: boolean;
}
const text = (title: string): Heading => ({ title });
const numeric = (title: string): Heading => ({ title, numeric: true });

/** Cells are markup. */
function grid(headings: readonly Heading[], cells: readonly (readonly string[])[]): string {
  const side = (k: number) => (headings[k].numeric ? 'n' : undefined);
  const titles = headings.map(({ title }, k) => element('th', { scope: 'col', class: side(k) }, escapeXml(title)));
  const body = cells.map((row) => element('tr', {}, ...row.map((cell, k) => element('td', { class: side(k) }, cell))));
  return element(
    'div',
    { class: 'wide' },
    element('table', {}, element('thead', {}, element('tr', {}, ...titles)), element('tbody', {}, ...body)),
  );
}

function paths(runs: readonly Run[]): string {
  const cells = runs.map(({ title, choice, trajectory, style, reached }) => [
    element('svg', { width: 28, height: 12, viewBox: '0 0 28 12', 'aria-hidden': 'true' }, swatch(style, [0, 6])) + escapeXml(title),
    escapeXml(choiceInWords({ ...choice, id: '' }).trim() || 'default options'),
    escapeXml(briefStop(trajectory)),
    escapeXml(number(trajectory.loss.at(-1) ?? Number.NaN)),
    escapeXml(number(trajectory.gradientNorm.at(-1) ?? Number.NaN)),
    escapeXml(vector(pointOf(trajectory, -1))),
    escapeXml(reached?.name ?? ''),
  ]);
  const headings = [text('optimizer'), text('options'), text('end'), numeric('L'), numeric('‖∇L‖'), text('at'), text('reached')];
  return element('h2', {}, 'Paths') + grid(headings, cells);
}

/** The curves as numbers, at ever longer strides. */
function values(runs: readonly Run[]): string {
  const tables = runs.map(({ title, trajectory }) => {
    const columns = columnsOf(trajectory);
    const cells = milestones(trajectory.steps.length).map((row) => [
      String(trajectory.steps[row]),
      ...columns.map(({ of }) => escapeXml(Number.isNaN(of[row]) ? '' : number(of[row]))),
      escapeXml(vector(pointOf(trajectory, row))),
    ]);
    return (
      element('p', {}, escapeXml(title)) + grid([numeric('step'), ...columns.map((column) => numeric(column.title)), text('at')], cells)
    );
  });
  return element('details', {}, element('summary', {}, 'The curves as tables'), ...tables);
}

/** What the curves show of a run, each a column. */
function columnsOf(run: Trajectory): readonly { readonly title: string; readonly of: Float64Array }[] {
  const all = [
    { title: 'L', of: run.loss },
    { title: 'held out', of: run.validation },
    { title: 'L of the batch', of: run.batchLoss },
    { title: '‖∇L‖', of: run.gradientNorm },
    { title: 'η', of: run.learningRate },
    { title: 'κ', of: run.conditionNumber },
    { title: 'λmax over its limit', of: run.relativeSharpness },
  ];
  return all.filter(({ of }) => of.length > 0);
}

function readoutTables({ readout, readoutOf, description }: Scene): string {
  return [
    element('h2', {}, escapeXml(placeInWords(readoutOf).replace(/^a/, 'A'))),
    element('p', {}, escapeXml(`${verdict(readout)}.`)),
    grid(
      [text('quantity'), numeric('value')],
      measures(readout).map((row) => row.map(escapeXml)),
    ),
    element('h2', {}, 'Eigenvalues of the Hessian'),
    readout.eigenvalues.length > 2 ? drawSpectrumChart(description, readout.eigenvalues) : '',
    eigenTable(readout, description.coordinates),
  ].join('');
}

const mostEigenvalues = 40;

function eigenTable({ eigenvalues, eigenvectors, at }: Readout, coordinates: readonly string[]): string {
  const vectors = rows(eigenvectors, at.length);
  const shown = eigenvalues.length <= mostEigenvalues ? eigenvalues : eigenvalues.subarray(0, mostEigenvalues);
  const cells = Array.from(shown, (value, k) =>
    [eigenName(k, eigenvalues.length, at.length), number(value), vectors[k] ? direction(vectors[k], 6) : ''].map(escapeXml),
  );
  const title = `direction (${coordinates.slice(0, 6).join(', ')}${coordinates.length > 6 ? ', …' : ''})`;
  return grid([text(''), numeric('value'), text(title)], cells);
}

function points({ points: found, continua, proof }: Scene): string {
  if (proof === undefined) return '';
  const cells = found.map(({ kind, name, at, loss, eigenvalues }) =>
    [
      `${pointMarks[kind]} ${name}`,
      kind,
      vector(at),
      criticalLoss(loss),
      Array.from(eigenvalues, (value) => significant(value)).join(', '),
    ].map(escapeXml),
  );
  const note = `${countInWords(found)} in the box of the map; ${proof === 'complete' ? 'proven complete' : 'found by sampling, there may be others'}.`;
  return [
    element('h2', {}, 'Critical points'),
    element('p', {}, escapeXml(note)),
    ...continua.map(({ kind, dimension, loss }) =>
      element('p', {}, escapeXml(`Not isolated: ${continuumInWords(kind, dimension)}, L = ${criticalLoss(loss)}.`)),
    ),
    found.length > 0 ? grid([text(''), text('kind'), text('at'), numeric('L'), text('eigenvalues')], cells) : '',
  ].join('');
}

function warnings({ readout }: Scene): string {
  const lines = [
    ...readout.nonSmooth.map(({ location, expression, rule }) => `line ${location.line}: not smooth here: ${expression} (${rule})`),
    ...readout.warnings.map(({ message, location }) => `${location ? `line ${location.line}: ` : ''}${message}`),
  ];
  if (lines.length === 0) return '';
  return element('h2', {}, 'Worth knowing') + element('ul', {}, ...lines.map((line) => element('li', {}, escapeXml(line))));
}
