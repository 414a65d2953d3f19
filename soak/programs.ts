/** Programs that people might write, and what becomes of them half way through an edit. */
import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { Choices } from './random';

/** The texts of the TypeScript files of a folder, shortest first. */
export function texts(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(path.join(folder, name), 'utf8'))
    .sort((a, b) => a.length - b.length);
}

/** The program of this number: generated, or one of `known`, and mostly with a few changes. The same at every run. */
export function program(k: number, known: readonly string[]): string {
  const choices = new Choices(k + 1);
  const base = choices.below(8) === 0 ? choices.of(known) : generated(choices);
  return choices.below(4) === 0 ? base : mutated(choices, base);
}

const unary = [
  'Math.sin(#)',
  'Math.exp(-(# ** 2))',
  'Math.log(1 + # ** 2)',
  'Math.tanh(#)',
  'Math.abs(#)',
  '-#',
  'Math.sqrt(2 + # ** 2)',
  'Math.cbrt(#)',
];
const binary = [
  '# + $',
  '# - $',
  '# * $',
  '# / (3 + Math.cos($))',
  'Math.max(#, $)',
  'Math.hypot(#, $)',
  '(# > $ ? # : $ * 2)',
  '# ** 3 * $',
];

function expression(choices: Choices, names: readonly string[], depth: number): string {
  if (depth === 0) return choices.of([...names, ...names, String(choices.below(40) / 8 - 2)]);
  const part = () => `(${expression(choices, names, depth - 1)})`;
  return choices.below(3) === 0
    ? choices.of(unary).replaceAll('#', part())
    : choices.of(binary).replaceAll('#', part()).replaceAll('$', part());
}

const statements: readonly ((choices: Choices, names: readonly string[]) => string)[] = [
  (c, n) => `s += ${expression(c, n, 2)};`,
  (c, n) => `for (let i = 0; i < ${1 + c.below(8)}; i++) s += ${expression(c, [...n, 'i'], 2)} / (1 + i);`,
  (c, n) => `if (${expression(c, n, 1)} > ${c.below(5) / 4}) s = s * 0.5 + ${expression(c, n, 1)}; else s -= ${expression(c, n, 1)};`,
  (c, n) => `s += [${expression(c, n, 1)}, ${expression(c, n, 1)}].map((v) => v * v).reduce((a, b) => a + b, 0);`,
  (c, n) => `{ const f = (t: number): number => (t > 3 ? t : f(t + 1) * 0.5); s += f(${c.below(4)}) * ${expression(c, n, 1)}; }`,
  (c, n) => `{ const [p, q] = [${expression(c, n, 1)}, ${expression(c, n, 1)}].sort((a, b) => a - b); s += p - 2 * q; }`,
  (c, n) => `{ const m = new Map([['a', ${expression(c, n, 1)}]]); s += m.get('a') ?? 0; }`,
  (c, n) => `{ const w = new Float64Array(3).fill(${expression(c, n, 1)}); w[1] += s; s = w[0] + w[1] * 0.1; }`,
  (c, n) => `switch (${c.below(3)}) { case 0: s += ${expression(c, n, 1)}; break; default: s *= 0.9; }`,
];

/** A loss of two parameters. */
export function generated(choices: Choices): string {
  const body = Array.from({ length: 1 + choices.below(3) }, () => `  ${choices.of(statements)(choices, ['x', 'y', 's'])}`);
  const start = `@start [${choices.below(40) / 16 - 1.2}, ${choices.below(40) / 16 - 1.3}]`;
  return `/** ${start} */\nexport function loss(x: number, y: number): number {\n  let s = x * x;\n${body.join('\n')}\n  return s;\n}\n`;
}

const swaps: readonly (readonly [RegExp, readonly string[]])[] = [
  [/ [+\-*/%] /g, [' + ', ' - ', ' * ', ' / ', ' % ', ' ** ', ' && ', ' ?? ']],
  [/Math\.\w+/g, ['Math.sin', 'Math.exp', 'Math.abs', 'Math.floor', 'Math.max', 'Math.random', 'Math.nothing', 'Number']],
  [/\b\d+(\.\d+)?\b/g, ['0', '1', '0.5', '-1', '1e9', 'NaN', '7']],
  [/\b(const|let)\b/g, ['var', 'let', 'const', '']],
  [/[<>]=?/g, ['<', '>', '<=', '>=', '===', '!==']],
  [/[;,(){}[\]]/g, ['', ';', ',', '(', ')', '{', '}', '[', ']']],
  [/\b[a-z]\w*\b/g, ['x', 'this', 'undefined', 'null', 'arguments', 'await', 'yield', 'Date.now()']],
];

/** What people do to whole lines. */
const lineEdits: readonly ((choices: Choices, lines: readonly string[]) => readonly string[])[] = [
  (c, lines) => lines.toSpliced(c.below(lines.length), 1),
  (c, lines) => doubled(lines, c.below(lines.length)),
  (c, lines) => swapped(lines, c.below(lines.length - 1)),
  (c, lines) => lines.toSpliced(c.below(lines.length), 0, c.of(inserted)),
  (c, lines) => cut(lines, c.below(lines.length), c),
];

const doubled = (lines: readonly string[], at: number): string[] => lines.toSpliced(at, 0, lines[at]);
const swapped = (lines: readonly string[], at: number): string[] => lines.toSpliced(at, 2, lines[at + 1] ?? '', lines[at]);
/** As far as it has been typed. */
const cut = (lines: readonly string[], at: number, choices: Choices): string[] =>
  lines.toSpliced(at, 1, lines[at].slice(0, choices.below(lines[at].length + 1)));

const inserted = [
  '  const k = Math.abs(x) > 1 ? x : 1;',
  '  if (x > 0.3) return x;',
  '  try { throw x; } catch (e) { x = Number(e) * 0.5; }',
  '  const { a = x, ...rest } = { b: y, c: 2 };',
  '  const v = [...[x, 1, 2]].filter((u) => u > 0).map(Math.exp);',
  '  for (const [i, u] of [x, 2, 3].entries()) x += i * u * 0.1;',
  '  class P { #p = x; get p() { return this.#p ** 2; } } x += new P().p;',
  '  function* g() { yield x; yield* [1, x * x]; } x = [...g()].reduce((p, q) => p + q);',
  '  x ||= 0.2; x **= 2; x -= 0.1;',
  '  const t = `v`; x += t.length * 0;',
  '  label: for (;;) { for (let i = 0; ; i++) if (i > 3) break label; }',
  '  const u = new Uint8Array([x, 3]); x += u[0];',
  '  const d = Object.fromEntries([["q", x]]); x *= d.q ?? 1;',
];

/** The same text with one to three changes, as edits leave it. */
export function mutated(choices: Choices, text: string): string {
  let result = text;
  for (let left = 1 + choices.below(3); left > 0; left--) {
    result = choices.below(3) === 0 ? choices.of(lineEdits)(choices, result.split('\n')).join('\n') : withOtherWord(choices, result);
  }
  return result;
}

function withOtherWord(choices: Choices, text: string): string {
  const [pattern, replacements] = choices.of(swaps);
  const found = [...text.matchAll(pattern)];
  if (found.length === 0) return text;
  const place = choices.of(found);
  return text.slice(0, place.index) + choices.of(replacements) + text.slice(place.index + place[0].length);
}
