/** Text with a link to the place in the source that it is about. */
import type { Location } from '../../src/protocol/model';
import { placeOf } from './binding';
import { h } from './dom';

type Reveal = (location: Location) => void;

export function placed(location: Location | undefined, text: string, reveal: Reveal): readonly (Node | string)[] {
  return location ? [linkTo(location, reveal), `: ${text}`] : [text];
}

/** `landscapes.ts:14:22`, which goes there. */
function linkTo(location: Location, reveal: Reveal): HTMLElement {
  const go = () => reveal(location);
  return h('button', { type: 'button', role: 'link', class: 'link', onclick: go }, `${placeOf(location)}:${location.column}`);
}
