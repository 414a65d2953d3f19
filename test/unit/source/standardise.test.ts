import ts from '@typescript/typescript6';
import { describe, expect, it } from 'vitest';
import { findLossesIn } from '../../../src/source/discover';
import { parseModule } from '../../../src/source/modules/parse';
import { standardiseRemedy } from '../../../src/source/remedies/standardise/standardise';
import { applied } from './applied';
import { memoryFiles } from './files';

const file = '/loss.ts';

function standardised(text: string, others: Record<string, string> = {}): { text: string; title: string } | undefined {
  const parsed = parseModule(file, text);
  const [found] = findLossesIn(parsed).losses;
  const remedy = standardiseRemedy(found, parsed, memoryFiles({ [file]: text, ...others }));
  return remedy && { text: applied(text, remedy), title: remedy.title };
}

const options: ts.CompilerOptions = {
  ...{ strict: true, noUncheckedIndexedAccess: true, noEmit: true, types: [] },
  ...{ target: ts.ScriptTarget.ES2022, lib: ['lib.es2022.d.ts'] },
};
const libraries = new Map<string, ts.SourceFile | undefined>();

/** What strict TypeScript has to say of a text. */
function complaints(text: string): string[] {
  const host = ts.createCompilerHost(options);
  const { getSourceFile } = host;
  host.getSourceFile = (name, version, ...rest) => {
    if (name === file) return ts.createSourceFile(name, text, version, true);
    if (!libraries.has(name)) libraries.set(name, getSourceFile.call(host, name, version, ...rest));
    return libraries.get(name);
  };
  const program = ts.createProgram([file], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

/** What a function of the module gives. */
function run(text: string, name: string): unknown {
  const exports: Record<string, () => unknown> = {};
  const { outputText } = ts.transpileModule(text, { compilerOptions: { module: ts.ModuleKind.CommonJS } });
  new Function('exports', outputText)(exports);
  return exports[name]();
}

const moments = (values: readonly number[]) => {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  return [mean, Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length)];
};
const near = (value: number) => expect.closeTo(value, 12);

const examples = `interface Student {
  readonly study: number;
  readonly sleep: number;
  readonly always: number;
  readonly y: number;
}

const students: readonly Student[] = [
  { study: 1, sleep: 700, always: 0.1, y: 3 },
  { study: 2, sleep: 800, always: 0.1, y: 5 },
  { study: 6, sleep: 300, always: 0.1, y: 8 },
];
const heldOut: readonly Student[] = [{ study: 3, sleep: 600, always: 0.1, y: 4 }];

/**
 * Squared error.
 * @data students
 * @validation heldOut
 */
export function loss({ a, b }: { a: number; b: number }, batch: readonly Student[]): number {
  return batch.reduce((sum, { study, sleep, y }) => sum + (a * study + b * sleep - y) ** 2, 0);
}
`;

describe('standardising the features of data', () => {
  it('examples with numbers: the training data alone gives the scales, the target stays', () => {
    const { text = '', title } = standardised(examples) ?? {};
    expect(title).toBe('Standardise study, sleep, always of the data');
    expect(text).toContain(' * @data standardisedStudents\n * @validation standardisedHeldOut\n');
    expect(complaints(text)).toEqual([]);
    const rows = run(text, 'standardisedStudents') as { study: number; sleep: number; always: number; y: number }[];
    for (const name of ['study', 'sleep'] as const) expect(moments(rows.map((row) => row[name]))).toEqual([near(0), near(1)]);
    expect(rows.map(({ y }) => y)).toEqual([3, 5, 8]);
    // A feature that never varies is centred and no more.
    expect(rows.map(({ always }) => always)).toEqual([near(0), near(0), near(0)]);
    // By hand: study has mean 3, standard deviation √(14/3); sleep mean 600.
    expect(run(text, 'standardisedHeldOut')).toEqual([{ study: near(0), sleep: near(0), always: near(0), y: 4 }]);
  });

  it('examples with rows of numbers', () => {
    const { text = '', title } =
      standardised(`const makeSamples = (n: number): { x: number[]; y: number }[] => Array.from({ length: n }, (_, i) => ({ x: [i, 1000 * i * i], y: i }));
/** @data makeSamples(4) */
export const loss = (w: number[], batch: { x: number[]; y: number }[]): number => batch.length * (w[0] ?? 0);
`) ?? {};
    expect(title).toBe('Standardise x of the data');
    expect(complaints(text)).toEqual([]);
    const rows = run(text, 'standardisedSamples') as { x: number[]; y: number }[];
    for (const k of [0, 1]) expect(moments(rows.map(({ x }) => x[k]))).toEqual([near(0), near(1)]);
    expect(rows.map(({ y }) => y)).toEqual([0, 1, 2, 3]);
  });

  it('columns, and rows with the target last; a function is called', () => {
    const columns =
      standardised(`type Data = { readonly x: readonly number[]; readonly X: number[][]; readonly y: readonly number[] };
function data(): Data {
  return { x: [1, 2, 4], X: [[1, 5], [2, 7], [3, 9]], y: [1, 2, 3] };
}
/** @data data */
export function loss(w: number[], batch: Data): number { return (w[0] ?? 0) * batch.x.length; }
`)?.text ?? '';
    expect(complaints(columns)).toEqual([]);
    const { x, X, y } = run(columns, 'standardisedData') as { x: number[]; X: number[][]; y: number[] };
    expect(moments(x)).toEqual([near(0), near(1)]);
    expect(moments(X.map(([, second]) => second))).toEqual([near(0), near(1)]);
    expect(y).toEqual([1, 2, 3]);

    const rows =
      standardised(`const table = [[1, 100, 7], [2, 500, 8], [5, 100, 9]];
/** @data table */
export function loss(w: number[], batch: number[][]): number { return (w[0] ?? 0) * batch.length; }
`)?.text ?? '';
    expect(complaints(rows)).toEqual([]);
    const result = run(rows, 'standardisedTable') as number[][];
    expect(moments(result.map(([, second]) => second))).toEqual([near(0), near(1)]);
    expect(result.map((row) => row[2])).toEqual([7, 8, 9]);
  });

  it('in the style of the file, with names that are new, and with a tag where there was none', () => {
    const text = `const scaled = 1
const batch = [{ size: 1, price: 2 }, { size: 3, price: 4 }]

export function loss(w: number, batch: { size: number, price: number }[]): number {
\treturn batch.reduce((sum, { size, price }) => sum + (w * size - price) ** 2, 0) * scaled
}
`;
    const put = standardised(text)?.text ?? '';
    expect(put).not.toContain(';\n');
    expect(put).toContain('\n\tconst mean = ');
    expect(put).toContain('function scaled2(');
    expect(put).toContain('/** @data standardisedBatch */\nexport function loss(');
    expect(complaints(put)).toEqual([]);
    expect(run(put, 'standardisedBatch')).toEqual([
      { size: near(-1), price: 2 },
      { size: near(1), price: 4 },
    ]);
  });

  it('of data that is imported', () => {
    const text = `import { rows, make } from './data';
/** @data make */
export function loss(w: number, batch: { size: number; y: number }[]): number { return w * batch.length; }
`;
    const other = { '/data.ts': 'export const rows = [{ size: 1, y: 2 }];\nexport function make() { return rows; }\n' };
    expect(standardised(text, other)?.text).toContain('= make();');
    expect(standardised(text.replace('@data make', '@data rows'), other)?.text).toContain('= rows;');
  });

  it.each([
    ['without data', 'export const loss = (x: number): number => x;'],
    [
      'of a type that does not tell',
      'const d = 3;\n/** @data d */\nexport const loss = (x: number, batch: Map<string, number>): number => x;',
    ],
    [
      'with nothing but a target',
      'const d = [{ y: 3 }];\n/** @data d */\nexport const loss = (x: number, batch: { y: number }[]): number => x;',
    ],
    [
      'within a class',
      'const d = [{ a: 3, y: 1 }];\nexport class Model {\n  /** @data d */\n  static loss(x: number, batch: { a: number; y: number }[]): number { return x; }\n}',
    ],
  ])('is not offered %s', (_, text) => {
    expect(standardised(text)).toBeUndefined();
  });
});
