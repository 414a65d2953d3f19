import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { toJson } from '../../../src/cli/json';
import { bar } from '../../../src/cli/progress';
import { paintFor, wantsColour } from '../../../src/cli/text/paint';
import { indent, table, wrap } from '../../../src/cli/text/table';
import { rows } from '../../../src/plot/rows';
import {
  briefStop,
  coordinate,
  countInWords,
  eigenName,
  inertia,
  knownInertia,
  milestones,
  number,
  pointNames,
  vector,
} from '../../../src/plot/words';

describe('table', () => {
  it('aligns columns by what is visible', () => {
    const { red } = paintFor(true);
    const text = table(
      [{ title: 'a' }, { title: 'value', align: 'right' }],
      [
        ['x', red('1')],
        ['long', '22'],
      ],
    );
    expect(stripVTControlCharacters(text)).toBe('a     value\nx         1\nlong     22');
  });
  it('has no line of titles when all are empty', () => expect(table([{ title: '' }], [['x']])).toBe('x'));
});

it('indents the lines that hold something', () => expect(indent('a\n\nb')).toBe('  a\n\n  b'));
it('wraps at words', () => expect(wrap('one two three four', 9)).toBe('one two\nthree\nfour'));

describe('toJson', () => {
  it('writes vectors as arrays in full precision, and what JSON lacks as null', () => {
    const value = {
      at: Float64Array.of(0.1, 1 / 3),
      steps: Uint32Array.of(7),
      kappa: Number.POSITIVE_INFINITY,
      det: Number.NaN,
      none: undefined,
    };
    expect(toJson(value)).toBe('{"at":[0.1,0.3333333333333333],"steps":[7],"kappa":null,"det":null}');
  });
  it('splits matrices into rows', () =>
    expect(rows(Float64Array.of(1, 2, 3, 4, 5, 6), 3).map((row) => [...row])).toEqual([
      [1, 2, 3],
      [4, 5, 6],
    ]));
});

describe('colour', () => {
  const terminal = { isTTY: true };
  it('is for terminals', () =>
    expect([wantsColour(terminal, {}), wantsColour({ isTTY: false }, {}), wantsColour({}, {})]).toEqual([true, false, false]));
  it('is off under NO_COLOR and on dumb terminals', () =>
    expect([
      wantsColour(terminal, { NO_COLOR: '1' }),
      wantsColour(terminal, { NO_COLOR: '' }),
      wantsColour(terminal, { TERM: 'dumb' }),
    ]).toEqual([false, true, false]));
  it('leaves text alone when off', () => expect(paintFor(false).bold('x')).toBe('x'));
});

describe('words', () => {
  it.each([
    [0, '0'],
    [24.2, '24.2000'],
    [1272, '1272.00'],
    [123456.7, '123457'],
    [999999.9, '1.0000×10⁶'],
    [-1.5e-7, '−1.5000×10⁻⁷'],
    [Number.NaN, 'NaN'],
  ])('the number %d is %s', (value, text) => expect(number(value)).toBe(text));

  it.each([
    [-1.2, '−1.2000'],
    [0, '0.0000'],
    [-0, '0.0000'],
    [1e-7, '1.00×10⁻⁷'],
    [123456, '1.23×10⁵'],
  ])('the coordinate %d is %s', (value, text) => expect(coordinate(value)).toBe(text));

  it('shortens vectors', () => expect(vector(Float64Array.of(1, 2, 3), 2)).toBe('(1.0000, 2.0000, …)'));
  it('says of how many eigenvalues the inertia is known', () => {
    const known = { inertia: [2, 0, 1] as const, eigenvalues: Float64Array.of(-1, 2, 3) };
    expect(knownInertia({ ...known, at: new Float64Array(3) })).toBe('2+ 1−');
    expect(knownInertia({ ...known, at: new Float64Array(4) })).toBe('2+ 1− of the 3 outermost eigenvalues');
  });
  it('writes inertia', () => expect([inertia([2, 0, 1]), inertia([1, 1, 0])]).toEqual(['2+ 1−', '1+ 1 zero 0−']));
  it('names eigenvalues by their place among all', () => {
    expect([0, 1, 2].map((k) => eigenName(k, 3, 3))).toEqual(['λ₁', 'λ₂', 'λ₃']);
    expect([0, 1, 2, 3].map((k) => eigenName(k, 4, 100))).toEqual(['λ₁', 'λ₂', 'λ₉₉', 'λ₁₀₀']);
  });
  it('numbers points within their kind', () =>
    expect(pointNames([{ kind: 'minimum' }, { kind: 'saddle' }, { kind: 'minimum' }])).toEqual(['m₁', 's₁', 'm₂']));
  it('counts points', () => {
    expect(countInWords([{ kind: 'saddle' }, { kind: 'minimum' }, { kind: 'minimum' }])).toBe('2 minima, 1 saddle');
    expect(countInWords([])).toBe('no critical points');
  });
  it('says how a run ended', () => {
    const steps = Uint32Array.of(0, 1, 26);
    expect(briefStop({ stopped: 'converged', steps })).toBe('converged at step 26');
    expect(briefStop({ stopped: 'steps', steps })).toBe('26 steps');
  });
  it('takes ever longer strides to the last row', () => {
    expect(milestones(1)).toEqual([0]);
    expect(milestones(2)).toEqual([0, 1]);
    expect(milestones(61)).toEqual([0, 1, 2, 5, 10, 20, 50, 60]);
  });
});

describe('bar', () => {
  it('fills with the fraction done', () => expect([bar(0, 0), bar(0.5, 0), bar(1, 0), bar(7, 0)].map(filled)).toEqual([0, 12, 24, 24]));
  it('keeps its width while it wanders', () => {
    for (let elapsed = 0; elapsed < 10_000; elapsed += 50) expect([...bar(undefined, elapsed)].length).toBe(24);
  });
});

const filled = (text: string): number => [...text].filter((c) => c === '█').length;
