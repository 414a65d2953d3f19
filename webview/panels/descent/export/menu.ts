/** What can be taken away from the panel. */
import { t } from '../../../../src/l10n/t';
import { h } from '../../../lib/dom';
import { type MenuEntry, openMenu } from '../../../lib/menu';
import type { State } from '../../../lib/picture/state';
import { toCsv, toJson, toMarkdown } from './data';
import { toPng, toSvg } from './picture';

export function openExport(anchor: HTMLElement, state: State): void {
  const name = state.description?.summary.name.replaceAll('.', '-') ?? 'descent';
  const svg = () => toSvg(state);
  const entries: readonly MenuEntry[] = [
    { label: t('Save as SVG'), run: () => saveText(`${name}.svg`, 'image/svg+xml', svg()) },
    { label: t('Save as PNG'), run: () => void savePng(`${name}.png`, svg()) },
    'separator',
    { label: t('Save curves as CSV'), run: () => saveText(`${name}.csv`, 'text/csv', toCsv(state)) },
    { label: t('Save curves as JSON'), run: () => saveText(`${name}.json`, 'application/json', toJson(state)) },
    'separator',
    { label: t('Copy as Markdown'), run: () => void navigator.clipboard.writeText(toMarkdown(state)) },
  ];
  openMenu(anchor, t('Export'), entries);
}

function saveText(name: string, type: string, text: string | undefined): void {
  if (text !== undefined) save(name, new Blob([text], { type }));
}

async function savePng(name: string, svg: string | undefined): Promise<void> {
  if (svg !== undefined) save(name, await toPng(svg));
}

/** Through a link that is not in the document: VS Code takes clicks on those that are for navigation. */
function save(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  h('a', { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
