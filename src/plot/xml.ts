/** Just enough of a writer for SVG and XHTML-like HTML: elements, escaping, and numbers short and finite. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text as XML content or attribute value; control characters, which XML forbids, are dropped. */
export function escapeXml(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to drop
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '').replace(/[&<>"]/g, (c) => entities[c]);
}

/** At most two decimals: a hundredth of a pixel. Throws on NaN and ±∞, which no picture may hold. */
export function px(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`a picture can't hold the coordinate ${value}`);
  return String(Math.round(value * 100) / 100 || 0);
}

/** Attributes that are undefined are left out; children are markup already. */
export function element(name: string, attributes: Attributes = {}, ...children: readonly string[]): string {
  const written = Object.entries(attributes)
    .filter((entry): entry is [string, string | number] => entry[1] !== undefined)
    .map(([key, value]) => ` ${key}="${typeof value === 'number' ? px(value) : escapeXml(value)}"`)
    .join('');
  return children.length > 0 ? `<${name}${written}>${children.join('')}</${name}>` : `<${name}${written}/>`;
}

export type Point = readonly [x: number, y: number];

/** Path data of an open line through the points. */
export function line(points: readonly Point[]): string {
  return points.map(([x, y], k) => `${k === 0 ? 'M' : k === 1 ? 'L' : ' '}${px(x)} ${px(y)}`).join('');
}
