/** Code that tries to get out, to stay for ever, to take everything, or to change what others rely on. */
import type { Problem } from '../../../../src/protocol/model';

export interface Snippet {
  readonly name: string;
  /** A module with a function `loss(x)`. */
  readonly code: string;
  /** The loss at x = 2 where the code does no harm; else what is said of it. */
  readonly gives: number | { readonly code: Problem['code']; readonly says?: RegExp };
}

const before = (setup: string): string => `${setup}\nexport function loss(x: number): number {\n  return x * x;\n}\n`;
const within = (body: string, value = 'x * x'): string => `export function loss(x: number): number {\n  ${body}\n  return ${value};\n}\n`;
/** `x * x + 1000` where it reaches something that it must not reach. */
const reaching = (expression: string): string => before('').replace('x * x', `x * x + ((${expression}) === undefined ? 0 : 1000)`);

const stopped = { code: 'time-limit' } as const;
const threw = { code: 'threw' } as const;
const tooLong = { code: 'threw', says: /An array of \d+ elements is too long for a loss/ } as const;
const changes = (name: string) => ({ code: 'language-changed', says: new RegExp(`changes ${name.replaceAll('.', '\\.')}, `) }) as const;
const refused = (module: string): Snippet => ({
  name: `imports ${module}`,
  code: before(`import * as it from '${module}';\nexport const kept = it;`),
  gives: { code: 'import-missing', says: /not available to a loss/ },
});

const endless: readonly Snippet[] = [
  { name: 'while (true)', code: within('while (true) {}'), gives: stopped },
  { name: 'for with no end and work in it', code: within('let s = x; for (let i = 0; i >= 0; i += 0) s += i;', 's'), gives: stopped },
  { name: 'do while at the top of the module', code: before('let n = 1; do { n++; } while (n > 0);'), gives: stopped },
  { name: 'a loop in a getter', code: within('const o = { get p(): number { for (;;) {} } };', 'x * o.p'), gives: stopped },
  { name: 'a loop in a setter', code: within('const o = { set p(v: number) { for (;;) {} } }; o.p = x;'), gives: stopped },
  {
    name: 'a generator without end',
    code: within('function* all() { for (let i = 0; ; i++) yield i; } for (const i of all()) if (i < 0) break;'),
    gives: stopped,
  },
  {
    name: 'an iterator that never ends',
    code: within('const it = { [Symbol.iterator]: () => ({ next: () => ({ done: false, value: 0 }) }) }; for (const v of it) v;'),
    gives: stopped,
  },
  {
    name: 'a loop in valueOf',
    code: within('const o = { valueOf(): number { for (;;) {} } };', 'x * (o as unknown as number)'),
    gives: stopped,
  },
  {
    name: 'a loop in toString',
    code: within('const o = { toString(): string { for (;;) {} } }; const s = String(o); if (s === "") return 0;'),
    gives: stopped,
  },
  {
    name: 'a loop in a proxy',
    code: within('const p = new Proxy({} as { a: number }, { get() { for (;;) {} } });', 'x * p.a'),
    gives: stopped,
  },
  {
    name: 'a loop in a default of a parameter',
    code: `function forever(): number { for (;;) {} }\nexport function loss(x: number, k = forever()): number {\n  return x * k;\n}\n`,
    gives: stopped,
  },
  { name: 'a loop in a static block', code: before('class Stuck { static { for (;;) {} } }'), gives: stopped },
  { name: 'a regular expression that never comes back', code: within('/^(a+)+$/.test("a".repeat(40) + "!");'), gives: stopped },
  { name: 'sorting with a comparison that loops', code: within('[3, 1, 2].sort(() => { for (;;) {} });'), gives: stopped },
  { name: 'Atomics.wait', code: within('Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);'), gives: stopped },
  { name: 'an async function that never rests', code: within('void (async () => { for (;;) await 0; })();'), gives: stopped },
  {
    name: 'a chain of promises that never rests',
    code: within('function again(): Promise<void> { return Promise.resolve().then(again); } void again();'),
    gives: stopped,
  },
];

/** These want time to do it. */
export const greedy: readonly Snippet[] = [
  {
    name: 'spreading an endless generator',
    code: within('function* all() { for (;;) yield 1; } Math.max(...all());'),
    gives: { code: 'memory-limit' },
  },
  {
    name: 'a list that grows while it is gone through',
    code: within('const q = [0]; for (const v of q) q.push(v);'),
    gives: { code: 'memory-limit' },
  },
  {
    name: 'an array of 10 GB of numbers',
    code: within('const a: number[][] = []; for (;;) a.push(new Array<number>(1e6).fill(x));'),
    gives: { code: 'memory-limit' },
  },
  {
    name: 'typed arrays of 10 GB',
    code: within('const a: Float64Array[] = []; for (let i = 0; i < 1250; i++) a.push(new Float64Array(1e6).fill(1));', 'x * a.length'),
    gives: { code: 'memory-limit', says: /`loss` needed more than 512 MB/ },
  },
  { name: 'one typed array of 10 TB', code: within('new Float64Array(1.25e12);'), gives: threw },
  { name: 'an array with room for 100 million numbers', code: within('new Array(1e8).fill(0);'), gives: tooLong },
  { name: 'an array of almost all indices there are', code: within('Array(4e9).sort();'), gives: tooLong },
  { name: 'what only looks like a long array', code: within('Array.from({ length: 1e9 });'), gives: tooLong },
  { name: 'a length that is set', code: within('const a: number[] = []; a.length = 1e9; a.fill(0);'), gives: tooLong },
  { name: 'an array longer than arrays can be', code: within('new Array(-1);'), gives: threw },
  { name: 'a string that doubles', code: within('let s = "ab"; for (;;) s += s;'), gives: threw },
  { name: 'a string repeated too often', code: within('"ab".repeat(2 ** 30);'), gives: threw },
  {
    name: 'a map that grows',
    code: within('const m = new Map<number, string>(); for (let i = 0; ; i++) m.set(i, "x".repeat(100) + i);'),
    gives: { code: 'memory-limit' },
  },
  {
    name: 'recursion without end',
    code: within('const down = (n: number): number => down(n + 1) + 1; down(0);'),
    gives: { code: 'threw', says: /Maximum call stack|recursion/i },
  },
  {
    name: 'recursion through JSON',
    code: within('const o: { o?: unknown } = {}; o.o = o; JSON.stringify(o);'),
    gives: { code: 'threw', says: /circular/i },
  },
  {
    name: 'recursion in a toJSON',
    code: within('const o = { toJSON(): unknown { return JSON.stringify(o); } }; JSON.stringify(o);'),
    gives: threw,
  },
  {
    name: 'a deep nest of arrays, flattened',
    code: within('let a: unknown[] = []; for (let i = 0; i < 1e5; i++) a = [a]; a.flat(Infinity);'),
    gives: threw,
  },
];

const escaping: readonly Snippet[] = [
  ...[
    'node:child_process',
    'node:net',
    'node:http',
    'node:worker_threads',
    'node:vm',
    'node:os',
    'node:process',
    'node:module',
    'node:inspector',
    'node:v8',
    'fs/promises',
  ].map(refused),
  { name: 'names process', code: reaching('typeof process === "undefined" ? undefined : process'), gives: 4 },
  {
    name: 'makes a function that names process',
    code: reaching('Function("return typeof process === \'undefined\' ? undefined : process")()'),
    gives: 4,
  },
  { name: 'constructor.constructor', code: reaching('(() => 0).constructor("return this.process")()'), gives: 4 },
  { name: 'the constructor of a number', code: reaching('(x as any).constructor.constructor("return this.process")()'), gives: 4 },
  {
    name: 'the constructor of a generator',
    code: reaching('Object.getPrototypeOf(function* () {}).constructor("yield this.process")().next().value'),
    gives: 4,
  },
  { name: 'indirect eval', code: reaching('(0, eval)("this.process")'), gives: 4 },
  { name: 'fetch', code: reaching('Function("return this.fetch")()'), gives: 4 },
  { name: 'WebAssembly', code: reaching('Function("return this.WebAssembly")()'), gives: 4 },
  { name: 'timers', code: reaching('Function("return this.setTimeout")()'), gives: 4 },
  {
    name: 'require from a made function',
    code: reaching('Function("return typeof require === \'undefined\' ? undefined : require")()'),
    gives: 4,
  },
  {
    name: 'import() in a made function',
    code: before(
      'let found = 0;\nvoid Promise.resolve().then(() => Function("return import(\'node:fs\')")()).then(() => { found = 1000; });',
    ).replace('x * x', 'x * x + found'),
    gives: 4,
  },
  {
    name: 'import() in an eval that a promise calls',
    code: before('let found = 0;\nvoid Promise.resolve("import(\'node:fs\')").then(eval).then(() => { found = 1000; });').replace(
      'x * x',
      'x * x + found',
    ),
    gives: 4,
  },
  {
    name: 'the caller of a function',
    code: reaching('Function("return (function f() { return f.caller && f.caller.caller && f.caller.caller.caller; })() || undefined")()'),
    gives: 4,
  },
  {
    name: 'functions on the stack',
    code: within(
      'let seen = 0; Error.prepareStackTrace = (_e, sites) => { for (const s of sites) if (s.getFunction() && !String(s.getFunction()).includes("seen")) seen++; return ""; }; void new Error().stack; delete (Error as any).prepareStackTrace;',
      'x * x + (seen > 3 ? 1000 : 0)',
    ),
    gives: changes('Error.prepareStackTrace'),
  },
  { name: 'process.exit', code: within('(globalThis as any).process?.exit?.(1);'), gives: 4 },
  { name: 'a message to the other side', code: within('(globalThis as any).postMessage?.({ kind: "ok", id: 1, value: {} });'), gives: 4 },
  {
    name: 'a file outside',
    code: before("import { readFileSync } from 'node:fs';\nexport const text = readFileSync('/etc/passwd', 'utf8');"),
    gives: { code: 'threw', says: /outside the workspace/ },
  },
  {
    name: 'a file outside, by dots',
    code: before("import { readFileSync } from 'node:fs';\nexport const text = readFileSync('../../../../../../../etc/passwd', 'utf8');"),
    gives: { code: 'threw', says: /outside the workspace/ },
  },
  {
    name: 'a file outside, by a name that changes',
    code: before(
      "import { readFileSync } from 'node:fs';\nlet n = 0;\nexport const text = readFileSync({ toString: () => (n++ ? '/etc/passwd' : 'a.txt') } as unknown as string, 'utf8');",
    ),
    gives: { code: 'threw', says: /no file/ },
  },
  {
    name: 'a file outside, by path functions of its own',
    code: before(
      "import { readFileSync } from 'node:fs';\nimport path from 'node:path';\n(path as any).relative = () => 'a';\n(path as any).isAbsolute = () => false;\nexport const text = readFileSync('/etc/passwd', 'utf8');",
    ),
    gives: { code: 'threw', says: /outside the workspace/ },
  },
  {
    name: 'a link to a file outside',
    code: before("import { readFileSync } from 'node:fs';\nexport const text = readFileSync('link-outside', 'utf8');"),
    gives: { code: 'threw', says: /outside the workspace/ },
  },
  {
    name: 'writing a file',
    code: before("import { writeFileSync } from 'node:fs';\nwriteFileSync('hostile.txt', 'x');"),
    gives: { code: 'threw', says: /writeFileSync of node:fs is not available/ },
  },
];

const polluting: readonly Snippet[] = [
  { name: 'Array.prototype.map replaced', code: before('Array.prototype.map = () => [] as any;'), gives: changes('Array.prototype.map') },
  { name: 'Array.prototype extended', code: before('(Array.prototype as any).sum = 1;'), gives: changes('Array.prototype.sum') },
  {
    name: 'Object.prototype through __proto__',
    code: before('({} as any).__proto__.polluted = 1;'),
    gives: changes('Object.prototype.polluted'),
  },
  {
    name: 'Object.prototype through a merge',
    code: before(
      'const merge = (a: any, b: any): any => { for (const k of Object.keys(b)) a[k] = typeof b[k] === "object" ? merge(a[k] ?? {}, b[k]) : b[k]; return a; };\nmerge({}, JSON.parse(\'{"__proto__":{"polluted":1}}\'));',
    ),
    gives: changes('Object.prototype.polluted'),
  },
  { name: 'Math.exp replaced', code: before('Math.exp = () => 7;'), gives: changes('Math.exp') },
  {
    name: 'Float64Array.prototype.fill replaced',
    code: before('Object.getPrototypeOf(Float64Array.prototype).fill = () => 0;'),
    gives: changes('%TypedArray%.prototype.fill'),
  },
  {
    name: 'Map.prototype.get replaced while the loss runs',
    code: within('Map.prototype.get = () => undefined as any;'),
    gives: changes('Map.prototype.get'),
  },
  {
    name: 'Promise.prototype.then replaced',
    code: before('Promise.prototype.then = (() => {}) as any;'),
    gives: changes('Promise.prototype.then'),
  },
  {
    name: 'Symbol.iterator of arrays replaced',
    code: before('Array.prototype[Symbol.iterator] = function* () {} as any;'),
    gives: changes('Array.prototype\\[Symbol.iterator\\]'),
  },
  {
    name: 'a getter in the place of a method',
    code: before('Object.defineProperty(Array.prototype, "push", { get: () => () => 0, configurable: true });'),
    gives: changes('Array.prototype.push'),
  },
  { name: 'JSON.parse deleted', code: before('delete (JSON as any).parse;'), gives: changes('JSON.parse') },
  {
    name: 'the prototype of arrays turned round',
    code: before('Object.setPrototypeOf(Array.prototype, { evil: 1 });'),
    gives: changes('Array.prototype'),
  },
  {
    name: 'Array.prototype replaced in part, then frozen',
    code: before('Array.prototype.map = () => [] as any; Object.freeze(Array.prototype);'),
    gives: changes('Array.prototype.map'),
  },
  { name: 'Array.prototype frozen', code: before('Object.freeze(Array.prototype);'), gives: 4 },
];

const odd: readonly Snippet[] = [
  { name: 'throws nothing', code: within('throw undefined;'), gives: threw },
  {
    name: 'throws an object that throws when it is read',
    code: within('throw { get message(): string { throw 1; }, toString(): string { throw 2; } };'),
    gives: threw,
  },
  {
    name: 'throws an object that has no text',
    code: within('throw { toString: null };'),
    gives: { code: 'threw', says: /something that can’t be shown as text/ },
  },
  {
    name: 'throws a proxy that refuses',
    code: within('throw new Proxy({}, { get() { throw 1; }, getPrototypeOf() { throw 2; } });'),
    gives: threw,
  },
  {
    name: 'throws HTML',
    code: within('throw new Error("<img src=x onerror=alert(1)><script>alert(1)</script>");'),
    gives: { code: 'threw', says: /<script>alert/ },
  },
  { name: 'throws ten million letters', code: within('throw new Error("y".repeat(1e7));'), gives: threw },
  { name: 'a promise that fails', code: before('void Promise.reject(new Error("nobody waits"));'), gives: 4 },
  { name: 'many promises that fail while the loss runs', code: within('for (let i = 0; i < 100; i++) void Promise.reject(i);'), gives: 4 },
  {
    name: 'returns a promise',
    code: 'export function loss(x: number): number {\n  return Promise.resolve(x) as unknown as number;\n}\n',
    gives: { code: 'not-a-number' },
  },
  {
    name: 'returns an object that says it is a number',
    code: 'export function loss(x: number): number {\n  return { valueOf: () => x } as unknown as number;\n}\n',
    gives: { code: 'not-a-number' },
  },
  {
    name: 'returns a big integer',
    code: 'export function loss(x: number): number {\n  return BigInt(1) as unknown as number;\n}\n',
    gives: { code: 'not-a-number' },
  },
  {
    name: 'returns a symbol',
    code: 'export function loss(x: number): number {\n  return Symbol("x") as unknown as number;\n}\n',
    gives: { code: 'not-a-number' },
  },
  {
    name: 'Symbol.toPrimitive that throws',
    code: within('const o = { [Symbol.toPrimitive]() { throw new Error("no"); } };', 'x * (o as unknown as number)'),
    gives: { code: 'threw', says: /no/ },
  },
  {
    name: 'Symbol.hasInstance that lies',
    code: within('class C { static [Symbol.hasInstance]() { return true; } } if (!((x as unknown) instanceof C)) return 0;'),
    gives: 4,
  },
  {
    name: 'Symbol.species of another kind',
    code: within(
      'class A extends Array<number> { static get [Symbol.species]() { return Map as any; } } try { new A(1, 2).map((v) => v); } catch {}',
    ),
    gives: 4,
  },
  {
    name: 'names with HTML in them',
    code: 'export const loss = { ["<b>x</b>"]: (x: number): number => x * x }["<b>x</b>"];\n',
    gives: { code: 'no-loss' },
  },
  {
    name: 'a name of 100,000 letters',
    code: `const ${'a'.repeat(100_000)} = 0;\n${within('', `x * x + ${'a'.repeat(100_000)}`)}`,
    gives: 4,
  },
  { name: 'a null byte and odd letters', code: within('const s = "\\u0000\\ud800\u202e"; if (s.length === 0) return 0;'), gives: 4 },
  {
    name: '5,000 nested brackets',
    code: `export const loss = (x: number): number => ${'('.repeat(5000)}x * x${')'.repeat(5000)};\n`,
    gives: { code: 'syntax' },
  },
  { name: 'debugger', code: within('debugger;'), gives: 4 },
];

/** Whoever changes what the engine itself relies on to name others, or comes back when nobody looks. */
const devious: readonly Snippet[] = [
  {
    name: 'a proxy whose length never comes',
    code: within('[...new Proxy([x], { get: (a, k) => { if (k === "length") for (;;) {} return Reflect.get(a, k); } })];'),
    gives: stopped,
  },
  {
    name: 'an async generator without end',
    code: within('void (async () => { for await (const v of (async function* () { for (;;) yield 1; })()) v; })();'),
    gives: stopped,
  },
  {
    name: 'a generator that does not let go of a broken loop',
    code: within('function* g() { try { yield 1; } finally { for (;;) {} } } for (const v of g()) { if (v) break; }'),
    gives: stopped,
  },
  {
    name: 'a generator that swallows its own return',
    code: within(
      'function* g(): Generator<number> { for (;;) { try { yield 1; } finally { continue; } } } for (const v of g()) { if (v) break; }',
    ),
    gives: 4,
  },
  {
    name: 'labelled loops that continue each other',
    code: within('a: for (;;) { b: for (;;) { if (x > 9) break b; continue a; } }'),
    gives: stopped,
  },
  {
    name: 'a thrown thing whose stack never comes',
    code: within('throw { get stack(): string { for (;;) {} } };'),
    gives: stopped,
  },
  {
    name: 'an error whose name never comes',
    code: within('class E extends Error { override get name(): string { for (;;) {} } } throw new E("x");'),
    gives: stopped,
  },
  {
    name: 'a thenable for a result',
    code: 'export function loss(x: number): number {\n  return { then: () => { for (;;) {} } } as unknown as number;\n}\n',
    gives: { code: 'not-a-number', says: /an object/ },
  },
  {
    name: 'a function with valueOf and toJSON for a result',
    code: 'export function loss(x: number): number {\n  return Object.assign(() => x, { valueOf: () => x, toJSON: () => x }) as unknown as number;\n}\n',
    gives: { code: 'not-a-number' },
  },
  {
    name: 'a boxed number for a result',
    code: 'export function loss(x: number): number {\n  return new Number(x) as unknown as number;\n}\n',
    gives: { code: 'not-a-number' },
  },
  {
    name: 'an object whose text never comes for a result',
    code: 'export function loss(x: number): number {\n  return { toString() { for (;;) {} }, [Symbol.toPrimitive]() { for (;;) {} } } as unknown as number;\n}\n',
    gives: { code: 'not-a-number' },
  },
  {
    name: 'a regular expression of a million brackets',
    code: within('new RegExp("(".repeat(1e6) + ")".repeat(1e6)).test("x");'),
    gives: threw,
  },
  {
    name: 'a tagged template that changes its strings',
    code: within('((s: TemplateStringsArray) => { (s.raw as string[]).push("x"); })`ab`;'),
    gives: { code: 'threw', says: /not extensible/ },
  },
  {
    name: 'function names that look like places elsewhere',
    code: within(
      'const f = () => { throw new Error("no\\n    at g (/etc/passwd#1:1:1)"); }; Object.defineProperty(f, "name", { value: "f (/etc/passwd#1:1:1)\\n    at h" }); f();',
    ),
    gives: { code: 'threw', says: /no/ },
  },
  {
    name: 'Error.prepareStackTrace left behind',
    code: before('Error.prepareStackTrace = () => { for (;;) {} };'),
    gives: changes('Error.prepareStackTrace'),
  },
  {
    name: 'Error.stackTraceLimit taken away',
    code: before('Error.stackTraceLimit = 0;'),
    gives: 4,
  },
  {
    name: 'Float64Array of the global object replaced',
    code: before('Function("return this")().Float64Array = class extends Array {};'),
    gives: changes('globalThis.Float64Array'),
  },
  {
    name: 'Math of the global object deleted',
    code: before('delete Function("return this")().Math;'),
    gives: changes('globalThis.Math'),
  },
  {
    name: 'Array.prototype.map replaced in a promise',
    code: before('void Promise.resolve().then(() => { Array.prototype.map = () => []; });'),
    gives: 4,
  },
  {
    name: 'Array.prototype.map replaced by an evaluation that promises it for later',
    code: within(
      'void Promise.resolve().then(async () => { await 0; Array.prototype.map = () => []; Map.prototype.get = () => undefined; });',
    ),
    gives: 4,
  },
  {
    name: 'import() of what is not to be had',
    code: before("let found = 0;\nvoid import('node:child_process').then(() => { found = 1000; });").replace('x * x', 'x * x + found'),
    gives: 4,
  },
  {
    name: 'import() of a text in an async function that is made',
    code: before(
      'let found = 0;\nvoid Object.getPrototypeOf(async () => 0).constructor("return import(\'data:text/javascript,export default 1\')")().then(() => { found = 1000; });',
    ).replace('x * x', 'x * x + found'),
    gives: 4,
  },
  {
    name: 'Function reached by a getter of a made function',
    code: reaching(
      'new (class { get f() { return Reflect.construct(Reflect.get(Reflect, "get").constructor, ["return this.process ?? this.fetch ?? this.require"]); } })().f()',
    ),
    gives: 4,
  },
  {
    name: 'what waits for the end of objects',
    code: before('new FinalizationRegistry(() => { for (;;) {} }).register({}, 1);'),
    gives: { code: 'threw', says: /FinalizationRegistry is not defined/ },
  },
  {
    name: 'a wait that is waited for',
    code: within(
      'const a = new Int32Array(new SharedArrayBuffer(4)); void (Atomics as any).waitAsync?.(a, 0, 0).value.then(() => { for (;;) {} });',
    ),
    gives: 4,
  },
  {
    name: 'a parameter handed over to nobody',
    code: 'export function loss(x: Float64Array): number {\n  const y = x[0] * x[0];\n  structuredClone(x.buffer, { transfer: [x.buffer] });\n  return y;\n}\n',
    gives: 4,
  },
  {
    name: 'Symbol.species of typed arrays that is too short',
    code: within(
      'class A extends Float64Array { static get [Symbol.species]() { return Uint8Array as any; } } Float64Array.prototype.map.call(new A(3), () => 1n as any);',
    ),
    gives: threw,
  },
];

export const snippets: readonly Snippet[] = [...endless, ...escaping, ...polluting, ...odd, ...devious];
