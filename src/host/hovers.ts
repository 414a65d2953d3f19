import * as vscode from 'vscode';
import { t } from '../l10n/t';
import type { Target } from '../protocol/engine';
import { significant } from '../protocol/format';
import type { ExpressionReading, Extent, Readout } from '../protocol/model';
import { definitenessWords, derivativeWords, kindWords } from '../protocol/words';
import { type ChainRule, chainRule } from './chainRule';
import { type CurrentPoint, currentPoint } from './currentPoint';
import { documentSelector, fileOf, rangeOf } from './documents';
import type { Engine } from './engine';
import type { LossPicture, LossPictures } from './lossPictures';
import type { LossState, LossStatus } from './lossStatus';
import type { LossPanels } from './panels/lossPanels';
import { pictureSize } from './picture/sketchPicture';
import type { Settings } from './settings';

/** On a loss's name: what is known at the start. On an expression inside it: its value, and how the loss depends on it. */
export class LossHovers implements vscode.HoverProvider, vscode.Disposable {
  private readonly registration: vscode.Disposable;

  constructor(
    private readonly engine: Engine,
    private readonly status: LossStatus,
    private readonly panels: LossPanels,
    private readonly pictures: Pick<LossPictures, 'of'>,
    private readonly settings: Settings,
  ) {
    this.registration = vscode.languages.registerHoverProvider(documentSelector, this);
  }

  async provideHover(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | undefined> {
    if (!this.settings.hovers) return undefined;
    const losses = await this.status.losses(document);
    const loss = losses.findLast(({ summary }) => rangeOf(summary.extent).contains(position));
    if (!loss || loss.stale || !loss.result) return undefined;
    const name = rangeOf(loss.summary.location);
    const target = { file: fileOf(document.uri), function: loss.summary.name };
    const point = currentPoint(this.panels, target);
    if (!name.contains(position)) return this.expressionHover(document, position, target, point);
    const { at } = point;
    const reading = at ? this.engine.request('readout', { target, at, brief: true }) : loss.result.readout;
    const [readout, picture] = await Promise.all([reading, this.pictures.of(target, loss.result.description)]);
    return new vscode.Hover(lossText(loss.summary.name, { ...loss.result, readout }, point, picture), name);
  }

  dispose(): void {
    this.registration.dispose();
  }

  private async expressionHover(
    document: vscode.TextDocument,
    position: vscode.Position,
    target: Target,
    { at, words }: CurrentPoint,
  ): Promise<vscode.Hover | undefined> {
    const readings = await this.engine.request('expressions', { target, ...(at && { at }) });
    const here = readings.filter(({ location }) => location.file === target.file && rangeOf(location).contains(position));
    const smallest = here.reduce<ExpressionReading | undefined>(
      (best, reading) => (best && holds(reading, best) ? best : reading),
      undefined,
    );
    if (!smallest) return undefined;
    const range = rangeOf(smallest.location);
    const sourceOf = ({ location }: ExpressionReading) => document.getText(rangeOf(location));
    const text = expressionText(sourceOf(smallest), smallest, words);
    const rule = chainRule(smallest, here, sourceOf);
    if (rule) text.appendMarkdown(`\n\n${ruleText(rule, sourceOf(rule.outer))}`);
    return new vscode.Hover(text, range);
  }
}

const holds = (outer: ExpressionReading, inner: ExpressionReading): boolean => rangeOf(outer.location).contains(rangeOf(inner.location));

type Known = NonNullable<LossState['result']>;

function lossText(
  name: string,
  { description, readout }: Known,
  { at, words }: CurrentPoint,
  picture: LossPicture | undefined,
): vscode.MarkdownString {
  const point = at ? words : t('at the start ({0})', description.startOrigin);
  const headline = t('{0} {1}: {2}', `**${name}**`, point, verdict(readout));
  const text = new vscode.MarkdownString();
  text.supportHtml = true;
  text.appendMarkdown(`${headline}\n\n${table(rows(description.coordinates, readout), picture)}\n\n`);
  return picture ? text.appendText(picture.caption) : text;
}

/** The picture stands beside the numbers, since hovers are wide and low. Names come from the user's code. */
function table(numbers: readonly (readonly [string, string])[], picture: LossPicture | undefined): string {
  const image =
    picture && `<img src="${picture.source}" alt="${escaped(picture.alternative)}" width="${pictureSize}" height="${pictureSize}">`;
  const aside = image === undefined ? '' : `<td rowspan="${numbers.length}">${image}</td>`;
  const lines = numbers.map(([key, value], i) => `<tr><td>${key}</td><td>${escaped(value)}</td>${i === 0 ? aside : ''}</tr>`);
  return `<table>${lines.join('')}</table>`;
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

/** With many coordinates only the first few are written out. */
const shown = 4;

function rows(coordinates: readonly string[], readout: Readout): [string, string][] {
  const { loss, gradient, gradientNorm, eigenvalues, conditionNumber, derivatives } = readout;
  const more = coordinates.length > shown ? ', …' : '';
  const components = [...gradient.subarray(0, shown)].map((g) => significant(g)).join(', ');
  const spectrum = [...eigenvalues].reverse();
  const ends = spectrum.length > shown ? [...spectrum.slice(0, 2), undefined, ...spectrum.slice(-2)] : spectrum;
  return [
    ['L', significant(loss, 4)],
    ['∇L', `(${components}${more}), ‖∇L‖ = ${significant(gradientNorm)}`],
    [t('eigenvalues'), ends.map((value) => (value === undefined ? '…' : significant(value))).join(', ')],
    ['κ', significant(conditionNumber, 2)],
    [t('derivatives'), derivativeWords[derivatives]],
  ];
}

function verdict({ critical, kind, definiteness, inertia: [positive, zero, negative] }: Readout): string {
  const counts = [`${positive}+`, ...(zero > 0 ? [t('{0} zero', zero)] : []), `${negative}\u2212`].join(' ');
  return critical && kind
    ? t('{0} ({1})', kindWords[kind], counts)
    : t('not critical; the Hessian is {0} ({1})', definitenessWords[definiteness], counts);
}

function expressionText(source: string, { value, adjoint, count }: ExpressionReading, point: string): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  text.appendCodeblock(shortened(source), 'typescript');
  const place = count > 1 ? t('{0}, ran {1} times', point, count) : point;
  text.appendMarkdown(t('value {0} · ∂L/∂this {1} — {2}', `**${extent(value)}**`, `**${extent(adjoint)}**`, place));
  return text;
}

/** The chain rule: the local derivative, then what the loss makes of the expression around. */
const ruleText = ({ outer, local }: ChainRule, source: string): string =>
  t(
    '∂L/∂this = {0} × {1}, the local derivative of {2} by this, times ∂L/∂ of that',
    `**${significant(local, 4)}**`,
    extent(outer.adjoint),
    `\`${shortened(source.replaceAll(/\s+/g, ' ').replaceAll('`', "'"))}\``,
  );

const shortened = (source: string): string => (source.length > 60 ? `${source.slice(0, 57)}…` : source);

function extent({ min, max }: Extent): string {
  return min === max ? significant(min, 4) : `${significant(min)} … ${significant(max)}`;
}
