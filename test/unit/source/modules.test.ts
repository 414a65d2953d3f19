import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import v8 from 'node:v8';
import vm from 'node:vm';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { describe, expect, it } from 'vitest';
import { createRuntime } from '../../../src/engine/autodiff/runtime';
import { type FileHost, OverlayFiles } from '../../../src/source/files';
import { type PreparedLoss, Workspace, type WorkspaceOptions } from '../../../src/source/prepare';
import { SourceError } from '../../../src/source/problem';
import { temporaryFolder } from '../temporaryFolder';
import { memoryFiles } from './files';

const runtime = createRuntime();
const workspace = (files: FileHost, options: Partial<WorkspaceOptions> = {}) =>
  new Workspace(files, { runtime, watch: new Int32Array(4), ...options });

/** Prepares `loss` of /a.ts, and checks that the traced version agrees with the plain one. */
function valueAt(files: FileHost, x: number[], file = '/a.ts', name = 'loss', options: Partial<WorkspaceOptions> = {}): number {
  const prepared = workspace(files, options).prepare({ file, name }, Float64Array.from(x));
  const value = prepared.program.plain(Float64Array.from(x));
  expect(tracedValue(prepared, x)).toBeCloseTo(value, 12);
  return value;
}

function tracedValue({ program }: PreparedLoss, x: number[]): unknown {
  const recording = runtime.record((inputs) => program.traced?.(inputs, runtime), Float64Array.from(x));
  if (recording.kind === 'threw') throw recording.error;
  const { result } = recording;
  return typeof result === 'object' && result !== null && 'value' in result ? result.value : result;
}

function errorOf(body: () => unknown): SourceError {
  try {
    body();
  } catch (error) {
    if (error instanceof SourceError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

const loss = (body: string, head = '') => `${head}\nexport function loss(x: number): number { ${body} }`;

describe('module forms', () => {
  it.each<[string, Record<string, string>]>([
    ['named imports', { '/a.ts': loss('return sq(x)', "import { sq } from './b';"), '/b.ts': 'export const sq = (x: number) => x * x;' }],
    [
      '.js specifiers',
      { '/a.ts': loss('return sq(x)', "import { sq } from './b.js';"), '/b.ts': 'export const sq = (x: number) => x * x;' },
    ],
    [
      'default imports',
      { '/a.ts': loss('return sq(x)', "import sq from './b';"), '/b.ts': 'export default function (x: number) { return x * x }' },
    ],
    [
      'namespace imports',
      { '/a.ts': loss('return b.sq(x)', "import * as b from './b';"), '/b.ts': 'export const sq = (x: number) => x * x;' },
    ],
    [
      're-exports',
      {
        '/a.ts': loss('return sq(x)', "import { sq } from './b';"),
        '/b.ts': "export * from './c';",
        '/c.ts': 'export const sq = (x: number) => x * x;',
      },
    ],
    [
      'type imports of nothing',
      { '/a.ts': loss('return x * x', "import type { T } from './nowhere';\nimport { type U } from './nowhere-either';") },
    ],
    [
      'folders with an index',
      { '/a.ts': loss('return sq(x)', "import { sq } from './lib';"), '/lib/index.ts': 'export const sq = (x: number) => x * x;' },
    ],
    ['JSON', { '/a.ts': loss('return data.k[0] * x * x', "import data from './d.json';"), '/d.json': '{"k":[1]}' }],
    [
      'import cycles',
      {
        '/a.ts': loss('return even(x)', "import { even } from './b';\nexport const sq = (x: number) => x * x;"),
        '/b.ts': "import { sq } from './a';\nexport const even = (x: number) => sq(x);",
      },
    ],
    ['enums and namespaces', { '/a.ts': loss('return N.k * x ** E.Two', 'enum E { One = 1, Two }\nnamespace N { export const k = 1 }') }],
    ['const enums', { '/a.ts': loss('return x ** E.Two', 'const enum E { Two = 2 }') }],
    [
      'private fields, accessors, static blocks',
      {
        '/a.ts': loss(
          'return new P(x).square',
          'class P { #v: number; static k: number; static { P.k = 1 } constructor(v: number) { this.#v = v } get square() { return P.k * this.#v * this.#v } }',
        ),
      },
    ],
    [
      'parameter properties',
      { '/a.ts': loss('return new P(x).square()', 'class P { constructor(readonly v: number) {} square() { return this.v ** 2 } }') },
    ],
    ['hashbang, BOM and CRLF', { '/a.ts': `\ufeff${loss('return x * x').replaceAll('\n', '\r\n')}` }],
    ['a hashbang', { '/a.ts': `#!/usr/bin/env node${loss('return x * x')}` }],
    ['unicode names', { '/a.ts': loss('const θ = x; return θ ** π.zwei', 'const π = { zwei: 2 };') }],
    ['scripts without imports or exports', { '/a.ts': 'function loss(x: number): number { return x * x }' }],
    [
      'names that are shadowed around it',
      {
        '/a.ts': loss(
          'return process(x) * console',
          'const process = (x: number) => x * x; const console = 1; const Math = { E: 1 }; class fetch {}',
        ),
      },
    ],
    ['names of the wrapper', { '/a.ts': loss('return module * x * x', 'const module = 1;') }],
    ['import.meta', { '/a.ts': loss("return import.meta.url === 'file:///a.ts' ? x * x : 0") }],
    [
      'JSON with an import attribute',
      { '/a.ts': loss('return data.k * x * x', "import data from './d.json' with { type: 'json' };"), '/d.json': '{"k":1}' },
    ],
    [
      'import = require and export =',
      { '/a.ts': loss('return sq(x)', "import sq = require('./b');"), '/b.ts': 'const sq = (x: number) => x * x;\nexport = sq;' },
    ],
    [
      'namespaces and defaults passed on',
      {
        '/a.ts': loss('return ns.sq(one * x)', "import { ns, default as one } from './b';"),
        '/b.ts': "export * as ns from './c';\nexport { one as default } from './c';",
        '/c.mts': 'export const sq = (x: number) => x * x;',
        '/c.ts': 'export const sq = (x: number) => x * x;\nexport const one = 1;',
      },
    ],
    [
      'CommonJS that marks itself a module and has no default',
      {
        '/a.ts': loss('return lib.sq(x)', "import lib from './b.cjs';"),
        '/b.cjs': "Object.defineProperty(exports, '__esModule', { value: true });\nexports.sq = (x) => x * x;",
      },
    ],
    [
      'sloppy CommonJS',
      {
        '/a.ts': loss('return sq(x)', "import { sq } from './b.cjs';"),
        '/b.cjs': 'var static = 1; exports.sq = function (x) { return static * x * x };',
      },
    ],
    [
      'require of CommonJS',
      { '/a.ts': loss('return sq(x)', "import { sq } from './b.cjs';"), '/b.cjs': 'exports.sq = function (x) { return x * x };' },
    ],
  ])('%s', (_, texts) => expect(valueAt(memoryFiles(texts), [3])).toBe(9));

  it.each([
    ['legacy', true],
    ['standard', false],
  ])('%s decorators', (_, experimentalDecorators) => {
    const decorator = experimentalDecorators
      ? '(target: any, key: string, d: PropertyDescriptor) => { const f = d.value; d.value = (x: number) => 2 * f(x) }'
      : '(f: any, context: any) => (x: number) => 2 * f(x)';
    const text = `const twice: any = ${decorator};\nexport class M { @twice static loss(x: number): number { return x * x } }`;
    const files = memoryFiles({ '/p/a.ts': text, '/p/tsconfig.json': JSON.stringify({ compilerOptions: { experimentalDecorators } }) });
    expect(valueAt(files, [3], '/p/a.ts', 'M.loss')).toBe(18);
  });
  it('useDefineForClassFields as the tsconfig has it', () => {
    const text =
      'class A { set v(x: number) { this.w = x } w = 0 }\nclass B extends A { v = 5 }\nexport function loss(x: number): number { return x * new B().w }';
    const files = memoryFiles({ '/p/a.ts': text, '/p/tsconfig.json': '{"compilerOptions": {"useDefineForClassFields": false}}' });
    expect(workspace(files).prepare({ file: '/p/a.ts', name: 'loss' }).program.plain(Float64Array.of(1))).toBe(5);
    files.texts['/p/tsconfig.json'] = '{}';
    expect(workspace(files).prepare({ file: '/p/a.ts', name: 'loss' }).program.plain(Float64Array.of(1))).toBe(0);
  });
  it('tsconfig paths, inherited ones too', () => {
    const files = memoryFiles({
      '/p/src/a.ts': loss('return sq(x)', "import { sq } from '@lib/sq';"),
      '/p/shared/sq.ts': 'export const sq = (x: number) => x * x;',
      '/p/tsconfig.json': '{ /* comment */ "extends": "./base.json", }',
      '/p/base.json': '{"compilerOptions": {"paths": {"@lib/*": ["./shared/*"]}}}',
    });
    expect(valueAt(files, [3], '/p/src/a.ts')).toBe(9);
  });
  it('reaches functions however they are exported, or not at all', () => {
    const text = `export const a = (x: number) => x * x;
function bLoss(x: number) { return x * x }
function c(x: number) { return x * x }
export { c as renamed };
class D { static k = 1; static loss(x: number) { return this.k * x * x } }
export namespace E { export const f = (x: number) => x * x }
export default (x: number) => x * x;`;
    const files = memoryFiles({ '/a.ts': text });
    const { losses } = workspace(files).findLosses('/a.ts');
    expect(losses.map(({ name }) => name)).toEqual(['a', 'bLoss', 'c', 'D.loss', 'E.f', 'default']);
    for (const { name } of losses) expect(valueAt(files, [3], '/a.ts', name)).toBe(9);
  });
});

describe('torture', () => {
  const text = readFileSync(new URL('./fixtures/torture.ts.txt', import.meta.url), 'utf8');
  const variants = [
    ['as it is', text],
    ['with a BOM', `\ufeff${text}`],
    ['with CRLF', text.replaceAll('\n', '\r\n')],
  ] as const;
  const names = [
    'Square.loss',
    'Outer.Inner.loss',
    'labels',
    'generators',
    'optional',
    'destructuring',
    'compound',
    'control',
    'templates',
    'closures',
    'getters',
    'iterators',
    'asserted',
  ];
  it.each(variants)('all losses are found, %s', (_, variant) => {
    const { losses, syntaxErrors } = workspace(memoryFiles({ '/a.ts': variant })).findLosses('/a.ts');
    expect(syntaxErrors).toEqual([]);
    expect(losses.map(({ name }) => name)).toEqual(names);
  });
  describe.each(variants)('%s', (_, variant) => {
    it.each(names)('%s is x²', (name) => expect(valueAt(memoryFiles({ '/a.ts': variant }), [3], '/a.ts', name)).toBe(9));
  });
});

describe('packages', () => {
  const here = fileURLToPath(new URL('./virtual.ts', import.meta.url));
  const repository = new OverlayFiles();
  it('ml-matrix, CommonJS behind an ES module facade', () => {
    repository.set(
      here,
      "import { Matrix } from 'ml-matrix';\nexport function loss(w: number[]): number { const m = new Matrix([w]); return m.mmul(m.transpose()).get(0, 0); }",
    );
    expect(valueAt(repository, [3, 4], here)).toBe(25);
  }, 60_000);
  it('pure-rand, by subpath exports', () => {
    repository.set(
      here,
      "import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';\nexport function loss(x: number): number { return xoroshiro128plus(1).next() * x }",
    );
    expect(valueAt(repository, [1], here)).toBe(xoroshiro128plus(1).next());
  });
});

describe('what user code may reach', () => {
  it('no process, network, timers or printing', () => {
    const names = ['process', 'fetch', 'Buffer', 'WebSocket', 'global', 'crypto', 'navigator'];
    const text = loss(
      `return x + [${names.map((name) => `typeof ${name}`)}].filter((t) => t !== 'undefined').length`,
      "console.log('never seen'); setTimeout(() => { throw new Error('never') }, 0); setInterval(() => {}, 1);",
    );
    expect(valueAt(memoryFiles({ '/a.ts': text }), [1])).toBe(1);
    expect(valueAt(memoryFiles({ '/a.ts': loss('return x * Number((globalThis as any).process === undefined)') }), [2])).toBe(2);
  });
  it.each(['node:http', 'child_process', 'node:worker_threads', 'node:os'])('not %s, and says where it was asked for', (name) => {
    const text = loss('return x * f.length', `import * as f from '${name}';`);
    const error = errorOf(() => workspace(memoryFiles({ '/a.ts': text })).prepare({ file: '/a.ts', name: 'loss' }));
    expect(error).toMatchObject({
      code: 'import-missing',
      range: { file: '/a.ts', start: text.indexOf(`'${name}'`), end: text.indexOf(`'${name}'`) + name.length + 2 },
    });
    expect(error.message).toContain(name);
  });
  it('the build mode in packages, where bundlers put it', () => {
    const texts = {
      '/a.ts': loss('return f(x)', "import { f } from 'moded';"),
      '/node_modules/moded/package.json': '{"main": "index.js"}',
      '/node_modules/moded/index.js': "exports.f = process.env.NODE_ENV === 'production' ? (x) => x : undefined;",
    };
    expect(valueAt(memoryFiles(texts), [2])).toBe(2);
  });
  it('nothing of node:fs that writes', () => {
    const text = loss('return x', "import { writeFileSync } from 'node:fs';\nwriteFileSync('/tmp/never', '');");
    const error = errorOf(() => workspace(memoryFiles({ '/a.ts': text })).prepare({ file: '/a.ts', name: 'loss' }));
    expect(error.message).toContain('writeFileSync of node:fs is not available');
    expect(error.range && text.slice(error.range.start, error.range.end)).toContain('writeFileSync');
  });
  it('data files of the workspace, and no others', () => {
    const folder = temporaryFolder();
    try {
      writeFileSync(join(folder, 'k.txt'), '3');
      const file = join(folder, 'sub', 'a.ts');
      const files = new OverlayFiles();
      const read = (path: string, rest = '') =>
        loss(
          `return k * x${rest}`,
          `import { readFileSync, existsSync } from 'node:fs';\nimport fs from 'fs';\nconst k = Number(fs.existsSync('${path}') && readFileSync('${path}', 'utf8'));`,
        );
      files.set(file, read('k.txt'));
      const one = workspace(files, { folders: [folder] });
      expect(one.prepare({ file, name: 'loss' }).program.plain(Float64Array.of(2))).toBe(6);
      expect(one.prepare({ file, name: 'loss' }).dependencies).toContain(join(folder, 'k.txt'));
      files.set(join(folder, 'k.txt'), '4');
      expect(one.prepare({ file, name: 'loss' }).program.plain(Float64Array.of(2))).toBe(8);
      files.set(file, read('/etc/hostname'));
      expect(errorOf(() => one.prepare({ file, name: 'loss' })).message).toContain('outside the workspace');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('randomness', () => {
  it('is seeded: the same data in every load and in the traced version', () => {
    const files = memoryFiles({ '/a.ts': loss('return x * data[2]', 'const data = Array.from({ length: 5 }, () => Math.random());') });
    const first = valueAt(files, [2]);
    expect(valueAt(files, [2])).toBe(first);
    files.texts['/a.ts'] += '\n';
    expect(valueAt(files, [2])).toBe(first);
  });
});

describe('trouble', () => {
  const failing = (texts: Record<string, string>) => errorOf(() => workspace(memoryFiles(texts)).prepare({ file: '/a.ts', name: 'loss' }));
  const cut = (texts: Record<string, string>, { range }: SourceError) => range && texts[range.file].slice(range.start, range.end);

  it('a missing relative import', () => {
    const texts = { '/a.ts': loss('return f(x)', "import { f } from './missing';") };
    const error = failing(texts);
    expect(error).toMatchObject({ code: 'import-missing', range: { file: '/a.ts' } });
    expect(cut(texts, error)).toBe("'./missing'");
    expect(error.message).toContain('./missing');
  });
  it('a missing package', () => {
    const texts = { '/a.ts': loss('return f(x)', "import f from 'not-installed';") };
    const error = failing(texts);
    expect(error.code).toBe('import-missing');
    expect(cut(texts, error)).toBe("'not-installed'");
    expect(error.hint).toContain('installed');
  });
  it('a missing import in an imported file', () => {
    const texts = { '/a.ts': loss('return f(x)', "import { f } from './b';"), '/b.ts': "export { f } from './c';" };
    const error = failing(texts);
    expect(error.range?.file).toBe('/b.ts');
    expect(cut(texts, error)).toBe("'./c'");
  });
  it('a syntax error never runs', () => {
    const texts = { '/a.ts': `throw new Error('ran');\n${loss('return x * ;')}` };
    const error = failing(texts);
    expect(error.code).toBe('syntax');
    expect(cut(texts, error)).toBe(';');
  });
  it('a syntax error in an imported file', () => {
    const texts = { '/a.ts': loss('return f(x)', "import { f } from './b';"), '/b.ts': 'export const f = (x: number) => { return x;' };
    const error = failing(texts);
    expect(error).toMatchObject({ code: 'syntax', range: { file: '/b.ts' } });
  });
  it('what only V8 refuses', () => {
    const texts = { '/a.ts': `${loss('return x')}\nlet y = 1;\nlet y = 2;` };
    const error = failing(texts);
    expect(error.code).toBe('syntax');
    expect(error.message).toContain("'y'");
    expect(error.range?.start).toBe(texts['/a.ts'].lastIndexOf('y'));
  });
  it('what only V8 refuses, and gives the line of alone', () => {
    const texts = { '/a.ts': loss('class P {}\n  class P {}\n  return x') };
    const error = failing(texts);
    expect(error).toMatchObject({ code: 'syntax', message: "Identifier 'P' has already been declared", range: { file: '/a.ts' } });
    expect(texts['/a.ts'].slice(error.range?.start)).toMatch(/^class P \{\}\n {2}return x/);
  });
  it('JSON that does not parse', () => {
    const texts = { '/a.ts': loss('return x * d[0]', "import d from './d.json';"), '/d.json': '[1, 2' };
    expect(failing(texts)).toMatchObject({ code: 'syntax', range: { file: '/d.json' } });
  });
  it('a top level that throws', () => {
    const texts = {
      '/a.ts': loss('return x', "interface Long { a: number }\n\nconst k: number = 1;\nif (k > 0) throw new Error('at the top');"),
    };
    const error = failing(texts);
    expect(error).toMatchObject({ code: 'threw', message: 'a.ts threw Error: at the top while it was loaded.' });
    expect(cut(texts, error)).toBe("new Error('at the top')");
  });
  it('a top level whose own JSON.parse fails is no syntax error of the file', () => {
    expect(failing({ '/a.ts': loss('return x', "const d = JSON.parse('[1,');") }).code).toBe('threw');
  });
  it('a loss that throws, with the place in TypeScript', () => {
    const text =
      'interface P { w: number[] }\n\nexport function loss(x: number): number {\n  const p = undefined as unknown as P;\n  return x * p.w[0];\n}';
    const { program } = workspace(memoryFiles({ '/a.ts': text })).prepare({ file: '/a.ts', name: 'loss' });
    const error = errorOf(() => program.plain(Float64Array.of(1)));
    expect(error.code).toBe('threw');
    expect(error.message).toContain('`loss` threw TypeError');
    expect(cut({ '/a.ts': text }, error)).toBe('w');
    expect(error.range?.start).toBe(text.indexOf('p.w[0]') + 2);
  });
  it('finds the innermost place outside packages', () => {
    const texts = {
      '/a.ts': loss('return f(x)', "import { f } from 'thrower';"),
      '/node_modules/thrower/package.json': '{"main": "index.js"}',
      '/node_modules/thrower/index.js':
        "const deep = (n) => { if (n === 0) throw new RangeError('inside'); return deep(n - 1); };\nexports.f = () => deep(50);",
    };
    const { program } = workspace(memoryFiles(texts)).prepare({ file: '/a.ts', name: 'loss' });
    const error = errorOf(() => program.plain(Float64Array.of(1)));
    expect(cut(texts, error)).toBe('f(x)');
  });
  it.each([
    ["return 'text' as any", 'text'],
    ['return undefined as any', 'undefined'],
    ['return [x] as any', 'an array'],
    ['return Promise.resolve(x) as any', 'a promise'],
  ])('a result that is no number: %s', (body, what) => {
    const text = loss(body);
    const { program } = workspace(memoryFiles({ '/a.ts': text })).prepare({ file: '/a.ts', name: 'loss' });
    const error = errorOf(() => program.plain(Float64Array.of(1)));
    expect(error).toMatchObject({ code: 'not-a-number', range: { start: text.indexOf('loss') } });
    expect(error.message).toContain(what);
  });
  it('no such function, with those there are', () => {
    const error = errorOf(() => workspace(memoryFiles({ '/a.ts': loss('return x') })).prepare({ file: '/a.ts', name: 'lost' }));
    expect(error).toMatchObject({ code: 'no-loss' });
    expect(error.message).toContain('there is loss');
    expect(errorOf(() => workspace(memoryFiles({})).findLosses('/a.ts'))).toMatchObject({
      code: 'no-loss',
      message: expect.stringContaining('a.ts'),
    });
  });
  it('code that cannot be traced leaves the plain loss working', () => {
    const untraceable = { ...runtime, globals: { ...runtime.globals, __rt: undefined } };
    const { program } = workspace(memoryFiles({ '/a.ts': loss('return k * x', 'const one: number = 1;\nconst k = one + 2;') }), {
      runtime: untraceable,
    }).prepare({ file: '/a.ts', name: 'loss' });
    expect(program.plain(Float64Array.of(3))).toBe(9);
    expect(errorOf(() => program.traced?.([1], runtime))).toMatchObject({ range: { file: '/a.ts' } });
  });
});

describe('edits', () => {
  const texts = {
    '/a.ts': loss('return log.length * x', "import { log } from './log';\nimport './b';\nimport './c';\nlog.push('a');"),
    '/b.ts': "import { log } from './log';\nimport './d';\nlog.push('b');",
    '/c.ts': "import { log } from './log';\nimport k from './k.json';\nlog.push('c' + k);",
    '/d.ts': "import { log } from './log';\nlog.push('d');",
    '/log.ts': 'export const log: string[] = [];',
    '/k.json': '1',
  };
  it('run again what changed and what imports it, and nothing else', () => {
    const files = memoryFiles({ ...texts });
    const space = workspace(files);
    const runs = () => space.prepare({ file: '/a.ts', name: 'loss' }).program.plain(Float64Array.of(1));
    expect(runs()).toBe(4);
    expect(runs()).toBe(4);
    files.texts['/d.ts'] += '// edited';
    expect(runs()).toBe(4 + 3); // d, b, a
    files.texts['/k.json'] = '2';
    expect(runs()).toBe(7 + 2); // c, a
    files.texts['/a.ts'] += '// edited';
    expect(runs()).toBe(9 + 1);
    files.texts['/log.ts'] += '// edited';
    expect(runs()).toBe(4);
  });
  it('run again in a cycle', () => {
    const files = memoryFiles({
      '/a.ts': loss('return g(x)', "import { g } from './b';\nexport const k = 2;"),
      '/b.ts': "import { k } from './a';\nexport const g = (x: number) => k * x;",
    });
    const space = workspace(files);
    const value = () => space.prepare({ file: '/a.ts', name: 'loss' }).program.plain(Float64Array.of(1));
    expect(value()).toBe(2);
    files.texts['/a.ts'] = files.texts['/a.ts'].replace('k = 2', 'k = 3');
    expect(value()).toBe(3);
    files.texts['/b.ts'] = files.texts['/b.ts'].replace('k * x', '-k * x');
    expect(value()).toBe(-3);
  });
  it('after a mistake is undone, and when a missing file appears', () => {
    const files = memoryFiles({ '/a.ts': loss('return g(x)', "import { g } from './b';") });
    const space = workspace(files);
    const prepare = () => space.prepare({ file: '/a.ts', name: 'loss' });
    expect(errorOf(prepare).code).toBe('import-missing');
    files.texts['/b.ts'] = 'export const g = (x: number) => { throw 1;';
    expect(errorOf(prepare).code).toBe('syntax');
    files.texts['/b.ts'] = 'export const g = (x: number) => 5 * x;';
    expect(prepare().program.plain(Float64Array.of(1))).toBe(5);
  });
  it('notice what changed while nothing that imports it could run', () => {
    const files = memoryFiles({ '/a.ts': loss('return k * x', "import { k } from './b';"), '/b.ts': 'export const k = 2;' });
    const space = workspace(files);
    const value = () => space.prepare({ file: '/a.ts', name: 'loss' }).program.plain(Float64Array.of(1));
    const [good, bad] = [files.texts['/a.ts'], `${files.texts['/a.ts']}\nthrow new Error('broken');`];
    expect(value()).toBe(2);
    files.texts['/a.ts'] = bad;
    expect(errorOf(value).code).toBe('threw');
    files.texts['/b.ts'] = 'export const k = 3;';
    files.texts['/a.ts'] = good;
    expect(value()).toBe(3);
  });
  it('share what several files import', () => {
    const one = (name: string) => loss('return box.k++ * 0 + x', `import { box } from './b';\nbox.names.push('${name}');`);
    const files = memoryFiles({
      '/a.ts': one('a'),
      '/c.ts': `${one('c')}\nexport const count = (x: number): number => x * box.names.length;`,
      '/b.ts': 'export const box = { k: 0, names: [] as string[] };',
    });
    const space = workspace(files);
    space.prepare({ file: '/a.ts', name: 'loss' });
    expect(space.prepare({ file: '/c.ts', name: 'count' }).program.plain(Float64Array.of(1))).toBe(2);
    files.texts['/a.ts'] += ' ';
    space.prepare({ file: '/a.ts', name: 'loss' });
    expect(space.prepare({ file: '/c.ts', name: 'count' }).program.plain(Float64Array.of(1))).toBe(3);
  });
  it('find losses once for each version of the files that types come from', () => {
    const files = memoryFiles({ '/a.ts': "import type { P } from './p';\nexport const f = (p: P): number => 1;" });
    const space = workspace(files);
    const losses = () => space.findLosses('/a.ts').losses.map(({ name }) => name);
    expect(losses()).toEqual([]);
    files.texts['/p.ts'] = 'export type P = { x: number };';
    expect(losses()).toEqual(['f']);
    expect(space.findLosses('/a.ts')).toBe(space.findLosses('/a.ts'));
    files.texts['/p.ts'] = 'export type P = { x: string };';
    expect(losses()).toEqual([]);
  });
  it('outline a loss without its traced version', () => {
    const text = 'export const f = (x = 2, y = 3): number => x * y;';
    const started: string[] = [];
    const space = workspace(memoryFiles({ '/a.ts': text }), { beforeRun: () => started.push('module') });
    const { layout, start, startOrigin } = space.outline({ file: '/a.ts', name: 'f' });
    expect({ n: layout.n, start: [...start], startOrigin }).toEqual({ n: 2, start: [2, 3], startOrigin: 'parameter defaults' });
    expect(started).toHaveLength(1);
  });
  it('name all files whose change concerns the loss', () => {
    const types = { '/types.ts': "export * from './more';", '/more.ts': 'export interface P { w: number[] }' };
    const text = `import type { P } from './types';\nexport const cost = (p: P): number => p.w[0];\n${texts['/a.ts']}`;
    const { dependencies } = workspace(memoryFiles({ ...texts, ...types, '/a.ts': text })).prepare({ file: '/a.ts', name: 'loss' });
    expect([...dependencies].sort()).toEqual([...Object.keys({ ...texts, ...types }), '/tsconfig.json'].sort());
  });
});

describe('unsaved texts', () => {
  it('lie over the disk and can be lifted again', () => {
    const folder = temporaryFolder();
    try {
      const file = join(folder, 'a.ts');
      writeFileSync(file, `\ufeff${loss('return x')}`);
      const files = new OverlayFiles();
      const value = () => valueAt(files, [3], file);
      expect(value()).toBe(3);
      files.set(file, loss('return 2 * x'));
      expect(value()).toBe(6);
      files.set(file, undefined);
      expect(value()).toBe(3);
      expect(files.read(file)).toBe(loss('return x'));
      files.set(join(folder, 'new.ts'), loss('return 4 * x'));
      expect(valueAt(files, [3], join(folder, 'new.ts'))).toBe(12);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('the trail for the watchdog', () => {
  it('holds the loop that plain code is in, and sites are known before anything runs', () => {
    const watch = new Int32Array(4);
    const text = 'for (let i = 0; i < 2; i++) i;\nexport function loss(x: number): number {\n  while (x > 10) x -= 1;\n  return x;\n}';
    const known: number[] = [];
    const space: Workspace = workspace(memoryFiles({ '/a.ts': text }), { watch, beforeRun: () => known.push(space.sites.size) });
    const { program } = space.prepare({ file: '/a.ts', name: 'loss' });
    expect(known[0]).toBeGreaterThanOrEqual(3);
    program.plain(Float64Array.of(20));
    const { start } = space.sites.get(watch[0]);
    expect(text.slice(start, start + 'while'.length)).toBe('while');
  });

  it('forgets the places of versions that nobody runs any more, and keeps those of a loss at hand', { timeout: 60_000 }, async () => {
    const text = (k: number) => `export const loss = (x: number): number => x * x * ${k} + Math.sin(x);`;
    const files = memoryFiles({ '/a.ts': text(0) });
    const space = workspace(files);
    const target = { file: '/a.ts', name: 'loss' };
    const kept = space.prepare(target).program;
    const first = space.sites.size;
    for (let k = 1; k <= 150; k++) {
      files.texts['/a.ts'] = text(k);
      space.prepare(target);
      if (k % 25 === 0) await collectGarbage();
    }
    expect(space.sites.size).toBeLessThan(90 * first);
    expect(space.sites.takeChanges().gone.length).toBeGreaterThan(40);
    expect(kept.siteRange(1)).toMatchObject({ file: '/a.ts' });
  });
});

/** Twice, since what a `WeakRef` was asked for lives until the end of the turn. */
async function collectGarbage(): Promise<void> {
  v8.setFlagsFromString('--expose-gc');
  const collect: () => void = vm.runInNewContext('gc');
  for (let i = 0; i < 2; i++) {
    await setImmediate();
    collect();
  }
}
