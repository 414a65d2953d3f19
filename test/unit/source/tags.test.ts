import { describe, expect, it } from 'vitest';
import { findLosses } from '../../../src/source/discover';
import { parseLiteral } from '../../../src/source/literal';

const tagsOf = (comment: string) => {
  const text = `${comment}\nexport function loss(x: number, y: number): number { return x * y }`;
  const [{ tags }] = findLosses('/a.ts', text).losses;
  return { tags, cut: (range: { start: number; end: number } | undefined) => range && text.slice(range.start, range.end) };
};

describe('@start', () => {
  it.each([
    ['/** @start [-1.2, 1] */', [-1.2, 1], '[-1.2, 1]'],
    ['/**\n * @start [-1.2, 1]   where it all began\n */', [-1.2, 1], '[-1.2, 1]'],
    ['/** A loss.\r\n *  @start [1,\r\n *          2]\r\n *  @domain -1..1 */', [1, 2], '[1,\r\n *          2]'],
    ['/** @start {"x": 1, "y": 2} */', { x: 1, y: 2 }, '{"x": 1, "y": 2}'],
    ['/** @start { x: -.5, y: 2 * Math.PI } */', { x: -0.5, y: 2 * Math.PI }, '{ x: -.5, y: 2 * Math.PI }'],
    ['/** @start 3 */', 3, '3'],
    ['/** @loss @start [1, 2] */', [1, 2], '[1, 2]'],
  ])('%j', (comment, value, at) => {
    const { tags, cut } = tagsOf(comment);
    expect(tags.problems).toEqual([]);
    expect(tags.start).toMatchObject({ kind: 'literal', value });
    expect(cut(tags.start?.range)).toBe(at);
  });
  it.each([
    ['/** @start initial */', { kind: 'name', name: 'initial', args: [] }, 'initial'],
    ['/** @start Model.initial the best */', { kind: 'name', name: 'Model.initial', args: [] }, 'Model.initial'],
    ['/** @start initial(7, [1, 2]) */', { kind: 'call', name: 'initial', args: [7, [1, 2]] }, 'initial(7, [1, 2])'],
    ['/** @start θ₀ */', { kind: 'name', name: 'θ₀' }, 'θ₀'],
  ])('%j', (comment, expected, at) => {
    const { tags, cut } = tagsOf(comment.replace('₀', '0'));
    expect(tags.start).toMatchObject({ ...expected, name: expected.name.replace('₀', '0') });
    expect(cut(tags.start?.range)).toBe(at.replace('₀', '0'));
  });
  it.each([
    ['/** @start [1, two] */', 'two'],
    ['/** @start [1 2] */', '2'],
    ['/** @start [1, 2 */', ''],
    ['/** @start */', '@start'],
    ['/** @start "text */', '"text'],
    ['/** @start initial(x) */', 'initial(x)'],
  ])('malformed: %j', (comment, at) => {
    const { tags, cut } = tagsOf(comment);
    expect(tags.start).toBeUndefined();
    expect(tags.problems).toHaveLength(1);
    expect(tags.problems[0].code).toBe('bad-input');
    expect(cut(tags.problems[0].range)?.trim()).toContain(at);
  });
});

describe('@domain', () => {
  it('takes intervals by name or for all', () => {
    const { tags, cut } = tagsOf('/** @domain x -2..2, y -1.5..3e1 , .5..1. */');
    expect(tags.domain.map(({ name, interval }) => [name, interval])).toEqual([
      ['x', [-2, 2]],
      ['y', [-1.5, 30]],
      [undefined, [0.5, 1]],
    ]);
    expect(tags.domain.map(({ range }) => cut(range))).toEqual(['x -2..2', 'y -1.5..3e1', '.5..1.']);
  });
  it.each([
    ['/** @domain x -2..2, y 3..1 */', 'y 3..1'],
    ['/** @domain x -2,2 */', 'x -2'],
    ['/** @domain */', '@domain'],
  ])('malformed: %j', (comment, at) => {
    const { tags, cut } = tagsOf(comment);
    expect(cut(tags.problems[0].range)).toBe(at);
  });
});

describe('other tags', () => {
  it('are read together', () => {
    const { tags, cut } = tagsOf(`/**
 * The loss, explained: see user@example.com and @see elsewhere.
 * @data samples
 * @validation heldOut()
 * @gradient lossGrad
 * @init xavier
 * @unpenalized b, w[0] W
 * @param x nothing of ours
 */`);
    expect(tags.problems).toEqual([]);
    expect(tags.data?.name).toBe('samples');
    expect(tags.validation).toMatchObject({ kind: 'call', name: 'heldOut', args: [] });
    expect(cut(tags.gradient?.range)).toBe('lossGrad');
    expect(tags.init).toEqual({ id: 'xavier-normal', options: { gain: 1 } });
    expect(tags.unpenalized.map(({ name, range }) => [name, cut(range)])).toEqual([
      ['b', 'b'],
      ['w[0]', 'w[0]'],
      ['W', 'W'],
    ]);
    expect(tags.loss).toBeUndefined();
  });
  it.each([
    ['he', 'he-normal', { slope: 0 }],
    ['Kaiming-Uniform 0.1', 'he-uniform', { slope: 0.1 }],
    ['glorot', 'xavier-normal', { gain: 1 }],
    ['uniform 0.05', 'uniform', { reach: 0.05 }],
    ['normal', 'normal', { deviation: 1 }],
    ['constant -2', 'constant', { value: -2 }],
    ['orthogonal as Saxe says', 'orthogonal', { gain: 1 }],
    ['zeros 3', 'zeros', {}],
  ])('@init %s', (text, id, options) => {
    const { init, problems } = tagsOf(`/** @init ${text} */`).tags;
    expect(problems).toEqual([]);
    expect(init).toEqual({ id, options });
  });
  it('@init refuses what the initialiser does', () => {
    expect(tagsOf('/** @init normal -1 */').tags.problems[0].message).toMatch(/^@init normal: "deviation" takes a number from 0/);
  });
  it('report what they cannot read', () => {
    const { tags, cut } = tagsOf('/** @init wild\n * @data\n * @unpenalized\n * @gradient 3 */');
    expect(tags.problems.map(({ range }) => cut(range))).toEqual(['wild', '@data', '@unpenalized', '3']);
    expect(tags.problems[0].message).toContain('he-normal, ');
  });
  it('count in JSDoc alone', () => {
    expect(tagsOf('// @start [1, 2]\n/* @start [1, 2] */').tags.start).toBeUndefined();
    expect(tagsOf('/***/ /** */ /**/').tags.start).toBeUndefined();
  });
});

describe('literals', () => {
  it.each([
    ['[]', []],
    ['-1e-3', -0.001],
    ['{"a":{"b":[true,null,"s"]}}', { a: { b: [true, null, 's'] } }],
    ['(1 + 2) ** 2 / 3', 3],
  ])('%s', (text, value) => expect(parseLiteral(text)).toMatchObject({ ok: true, value, end: text.length }));
  it.each(['process.exit()', '[f()]', '`t`', '', '{ ...x }', '[,]', 'Math.random', 'Math.constructor'])('refuses %s', (text) => {
    expect(parseLiteral(text).ok).toBe(false);
  });
});
