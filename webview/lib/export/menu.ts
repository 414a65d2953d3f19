/** What can be taken away from a panel: its pictures, its curves, its numbers, and the report of its function. */
import { t } from '../../../src/l10n/t';
import type { LossDescription, Problem } from '../../../src/protocol/model';
import type { ExportEvents } from '../../../src/protocol/panel';
import { callOf } from '../binding';
import { type MenuEntry, openMenu } from '../menu';
import type { Store } from '../store';
import { asObjects, type DataTable, markdownTable, toCsv } from './data';
import type { Exports, Picture } from './exports';
import { pictureOf } from './page';
import { toPng } from './png';

export interface Exported {
  readonly description: LossDescription | undefined;
  readonly theme: number;
  /** Why there is no menu of exports, after it was asked for. */
  readonly exportProblem: Problem | undefined;
}

export interface ExportHost {
  emit<K extends keyof ExportEvents>(name: K, value: ExportEvents[K]): void;
}

export class ExportMenu<S extends Exported> {
  constructor(
    private readonly button: HTMLElement,
    private readonly store: Store<S>,
    private readonly host: ExportHost,
    private readonly exportsOf: (state: S) => Exports,
  ) {}

  open(): void {
    const { description } = this.store.state;
    if (description) openMenu(this.button, t('Export'), this.entries(description));
  }

  private entries(description: LossDescription): readonly MenuEntry[] {
    const exports = this.exportsOf(this.store.state);
    const pictures = [...(exports.pictures ?? []), ...this.picturesOfPage(description)];
    const tables = exports.tables.filter(({ rows }) => rows.length > 0);
    const base = description.summary.name.replaceAll('.', '-');
    const name = (part: string, ending: string) => `${base}-${part}.${ending}`;
    const svg = async (picture: Picture) => this.save(name(picture.name, 'svg'), await picture.draw());
    const png = async (picture: Picture) => this.savePng(name(picture.name, 'png'), await picture.draw());
    const csv = async (table: DataTable) => this.save(name(table.name, 'csv'), toCsv(table));
    return [
      this.choice(t('Save a picture as SVG'), pictures, svg),
      this.choice(t('Save a picture as PNG'), pictures, png),
      'separator',
      this.choice(t('Save curves as CSV'), tables, csv),
      { label: t('Save all numbers as JSON'), run: () => this.save(`${base}.json`, toJson(description, exports)) },
      'separator',
      { label: t('Copy as Markdown'), run: () => this.host.emit('copy', toMarkdown(description, exports, headline())) },
      { label: t('Save a report as HTML'), run: () => this.host.emit('saveReport', null) },
    ];
  }

  /** At once where there is one thing to choose, else by a second menu. */
  private choice<T extends { readonly title: string }>(label: string, all: readonly T[], run: (one: T) => Promise<void>): MenuEntry {
    const [only] = all;
    if (all.length <= 1) return { label, disabled: only === undefined, run: () => void (only && run(only)) };
    const entries = all.map((one) => ({ label: one.title, run: () => void run(one) }));
    return { label: t('{0}…', label), run: () => openMenu(this.button, label, entries) };
  }

  private picturesOfPage(description: LossDescription): readonly Picture[] {
    const parts = [...document.querySelectorAll<HTMLElement>('[data-picture]')].filter((part) => part.getClientRects().length > 0);
    return parts.map((part) => {
      const title = part.getAttribute('aria-label') ?? '';
      const heading = part.querySelector('h3') ? callOf(description) : t('{0}: {1}', callOf(description), title);
      return { name: part.dataset.picture ?? '', title, draw: () => pictureOf(part, heading, () => this.redraw()) };
    });
  }

  /** Everything with the colours of the moment, as after a change of the theme; watchers run in a microtask. */
  private redraw(): Promise<void> {
    const patch: Partial<Exported> = { theme: this.store.state.theme + 1 };
    this.store.set(patch as Partial<S>);
    return Promise.resolve();
  }

  private save(name: string, content: string | undefined): void {
    if (content !== undefined) this.host.emit('save', { name, content, encoding: 'utf8' });
  }

  private async savePng(name: string, svg: string | undefined): Promise<void> {
    if (svg === undefined) return;
    const content = await base64(await toPng(svg));
    this.host.emit('save', { name, content, encoding: 'base64' });
  }
}

function base64(blob: Blob): Promise<string> {
  const reader = new FileReader();
  return new Promise((resolve, reject) => {
    reader.onerror = () => reject(reader.error);
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''));
    reader.readAsDataURL(blob);
  });
}

/** Numbers that JSON can't write (∞, NaN) become null; vectors are lists. */
export function toJson({ summary, coordinates }: LossDescription, { tables, facts }: Exports): string {
  const curves = Object.fromEntries(tables.map((table) => [table.name, asObjects(table)]));
  const whole = { function: summary.name, file: summary.location.file, coordinates, ...(facts ?? curves) };
  return JSON.stringify(whole, (_, value: unknown) => (value instanceof Float64Array ? [...value] : value), 2);
}

/** The answer of the panel in words. */
const headline = (): string => [...document.querySelectorAll('.verdict > :is(h2, p)')].map(({ textContent }) => textContent).join('. ');

export function toMarkdown({ summary }: LossDescription, { tables, summary: written }: Exports, headline: string): string {
  const shown = tables.filter(({ rows }) => rows.length > 0).map((table) => `#### ${table.title}\n\n${markdownTable(table)}`);
  return [`### ${summary.name}`, ...(headline === '' ? [] : [headline]), ...(written ?? shown)].join('\n\n');
}
