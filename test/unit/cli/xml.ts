/** A strict reader of the XML that the plots write: enough to find every mistake that would make a viewer refuse them. */
export interface XmlNode {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlNode[];
  text: string;
}

const opening = /^<([A-Za-z][\w:-]*)((?:\s+[A-Za-z][\w:-]*="[^"<]*")*)\s*(\/?)>/;
const closing = /^<\/([A-Za-z][\w:-]*)>/;
const content = /^[^<]+/;
const reference = /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/i;

/** The root element. Throws at the first thing that is not well formed. */
export function parseXml(source: string): XmlNode {
  const root: XmlNode = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  let rest = source;
  while (rest.length > 0) {
    const parent = open[open.length - 1];
    const start = opening.exec(rest);
    const end = start ? null : closing.exec(rest);
    const words = start || end ? null : content.exec(rest);
    const match = start ?? end ?? words;
    if (!match) throw new SyntaxError(`not well formed at: ${rest.slice(0, 80)}`);
    if (reference.test(match[0])) throw new SyntaxError(`a bare & in: ${match[0].slice(0, 80)}`);
    if (start) {
      const node: XmlNode = { name: start[1], attributes: attributesOf(start[2]), children: [], text: '' };
      parent.children.push(node);
      if (start[3] === '') open.push(node);
    }
    if (end && open.pop()?.name !== end[1]) throw new SyntaxError(`</${end[1]}> closes nothing`);
    if (words) parent.text += words[0];
    rest = rest.slice(match[0].length);
  }
  if (open.length !== 1 || root.children.length !== 1) throw new SyntaxError('there must be one root element, closed');
  return root.children[0];
}

function attributesOf(text: string): Record<string, string> {
  const pairs = [...text.matchAll(/([A-Za-z][\w:-]*)="([^"]*)"/g)].map(([, name, value]) => [name, value] as const);
  const attributes = Object.fromEntries(pairs);
  if (Object.keys(attributes).length !== pairs.length) throw new SyntaxError(`an attribute is given twice in: ${text}`);
  return attributes;
}

export function* descendants(node: XmlNode): Generator<XmlNode> {
  yield node;
  for (const child of node.children) yield* descendants(child);
}
