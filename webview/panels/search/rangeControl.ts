/** From where to where an option is searched: two fields, and between them a slider with two thumbs on the option's own scale. */
import { t } from '../../../src/l10n/t';
import { h, setAttributes, setVariables } from '../../lib/dom';
import { parseOption } from '../../lib/options/optionText';
import { fromPlace, placeOn } from '../../lib/options/place';
import { asTyped } from '../../lib/scale';
import { type Control, textField } from '../../lib/toolkit';
import { type NumberOption, rangeOf } from './plan';

type Range = readonly [low: number, high: number];

export function rangeControl(option: NumberOption, onChange: (range: Range, dragged: boolean) => void): Control<Range> {
  const scale = rangeOf(option);
  const between = h('div', { class: 'track' });
  let range: Range = scale.range;
  const moved = (end: 0 | 1, value: number): Range => (end === 0 ? [value, range[1]] : [range[0], value]);
  const take = (next: Range, dragged: boolean): boolean => {
    if (!(next[0] < next[1])) return false;
    onChange(next, dragged);
    return true;
  };
  const names = [t('{0}, from', option.label), t('{0}, to', option.label)] as const;
  const fields = ([0, 1] as const).map((end) =>
    textField({ label: names[end], title: option.help }, (text) => {
      const value = parseOption(option, text);
      if (value === undefined) return take(moved(end, scale.range[end]), false);
      return typeof value === 'number' && take(moved(end, value), false);
    }),
  );
  const sliders = ([0, 1] as const).map((end) => {
    const slider = h('input', { type: 'range', min: 0, max: 100, step: 'any', 'aria-label': t('{0}, slider', names[end]) });
    slider.addEventListener('input', () => {
      if (!take(moved(end, valueAt(option, Number(slider.value))), true)) write();
    });
    return slider;
  });
  function write(): void {
    const places = range.map((value) => placeOn(scale, value));
    for (const [end, slider] of sliders.entries()) {
      slider.value = String(places[end]);
      setAttributes(slider, { 'aria-valuetext': asTyped(range[end]) });
      fields[end].set(String(range[end]));
    }
    setVariables(between, { '--from': `${places[0]}%`, '--to': `${places[1]}%` });
  }
  return {
    element: h(
      'div',
      { class: 'interval' },
      fields[0].element,
      h('div', { class: 'range between' }, between, ...sliders),
      fields[1].element,
    ),
    set(value) {
      range = value;
      write();
    },
  };
}

/** Two digits are as much as one chooses; near 1 they count from there. */
function valueAt(option: NumberOption, place: number): number {
  const { scale } = rangeOf(option);
  const value = fromPlace(rangeOf(option), place);
  if (option.kind === 'integer') return Math.round(value);
  return scale === 'complement' ? Number((1 - Number((1 - value).toPrecision(2))).toPrecision(12)) : Number(value.toPrecision(2));
}
