import { describe, expect, it } from 'vitest';
import { choose, choosePenalties, choosePenalty, chooseSchedule, chooseSeveral, withDefaults } from '../../../src/cli/choices';
import type { EntryMetadata } from '../../../src/protocol/model';

const describeNothing = { label: '', help: '' };
const number = { ...describeNothing, kind: 'number', default: 0.1, min: 0, max: 1, range: [0, 1], scale: 'linear' } as const;
const entry = (id: string, options: EntryMetadata['options']): EntryMetadata => ({
  id,
  name: id,
  help: '',
  formula: '',
  source: '',
  options,
});

const optimizers = [
  entry('sgd', { learningRate: number, nesterov: { ...describeNothing, kind: 'boolean', default: false } }),
  entry('lbfgs', {
    maxIter: { ...number, kind: 'integer' },
    lineSearch: { ...describeNothing, kind: 'choice', default: 'none', choices: ['none', 'strongWolfe'] },
    milestones: { ...describeNothing, kind: 'list', default: [] },
  }),
];

describe('choose', () => {
  it('reads values by the kind of their option', () => {
    expect(choose('optimizer', optimizers, 'sgd', ['learningRate=1e-3', 'nesterov=true'])).toEqual({
      id: 'sgd',
      options: { learningRate: 1e-3, nesterov: true },
    });
    expect(choose('optimizer', optimizers, 'lbfgs', ['maxIter=5', 'lineSearch=strongWolfe', 'milestones=30,80']).options).toEqual({
      maxIter: 5,
      lineSearch: 'strongWolfe',
      milestones: [30, 80],
    });
  });

  it.each([
    ['sgdd', [], /no optimizer "sgdd"/],
    ['sgd', ['momentm=1'], /no option of the optimizer sgd "momentm"/],
    ['sgd', ['learningRate'], /sets nothing/],
    ['sgd', ['learningRate='], /takes a number, not ""/],
    ['sgd', ['learningRate=fast'], /takes a number, not "fast"/],
    ['sgd', ['nesterov=1'], /takes true or false/],
    ['sgd', ['constructor=1'], /no option/],
    ['lbfgs', ['lineSearch=wolfe'], /no choice for lineSearch/],
    ['lbfgs', ['milestones=1,,2'], /takes a number/],
    ['sgd', ['learningRate=1', 'learningRate=2'], /learningRate is set twice/],
  ])('refuses %s %j', (id, settings, message) => expect(() => choose('optimizer', optimizers, id, settings)).toThrow(message));
});

describe('choosePenalty', () => {
  const penalties = [entry('l1', { strength: number }), entry('lp', { strength: number, p: number })];
  it('gives numbers to the options in order', () => {
    expect(choosePenalty(penalties, 'l1=0.1')).toEqual({ id: 'l1', options: { strength: 0.1 } });
    expect(choosePenalty(penalties, 'lp=0.1,0.5')).toEqual({ id: 'lp', options: { strength: 0.1, p: 0.5 } });
  });
  it.each([
    ['l9=1', /no penalty "l9"/],
    ['l1', /needs its strength/],
    ['l1=1,2', /takes 1 number \(strength\), not 2/],
    ['lp=1,2,3', /takes up to 2 numbers \(strength, p\), not 3/],
    ['l1=much', /takes a number/],
  ])('refuses %s', (text, message) => expect(() => choosePenalty(penalties, text)).toThrow(message));
});

describe('choosePenalties', () => {
  const penalties = [entry('l1', { strength: number }), entry('l2', { strength: number })];
  it('takes each once', () => {
    expect(choosePenalties(penalties, ['l1=0.1', 'l2=0.2']).map(({ id }) => id)).toEqual(['l1', 'l2']);
    expect(() => choosePenalties(penalties, ['l1=0.1', 'l1=0.2'])).toThrow(/l1 is given twice/);
  });
});

describe('chooseSchedule', () => {
  const mode = (...choices: string[]) => ({ ...describeNothing, kind: 'choice', default: choices[0], choices }) as const;
  const cyclic = entry('cyclic', { mode: mode('triangular', 'triangular2') });
  const plateau = entry('plateau', { mode: mode('min', 'max') });
  const warmup = entry('warmup', {
    steps: number,
    // biome-ignore lint/suspicious/noThenProperty: the option's name
    then: mode('cyclic', 'plateau'),
    ...cyclic.options,
    ...plateau.options,
  });
  const schedules = [cyclic, plateau, warmup];

  it('reads the options of the schedule that follows as that one means them', () => {
    const read = (...settings: string[]) => chooseSchedule(schedules, 'warmup', settings).options;
    expect(Object.entries(read('mode=triangular2', 'steps=3'))).toEqual([
      ['mode', 'triangular2'],
      ['steps', 3],
    ]);
    expect(Object.entries(read('mode=max', 'then=plateau'))).toEqual([
      ['mode', 'max'],
      ['then', 'plateau'],
    ]);
    expect(() => read('mode=triangular2', 'then=plateau')).toThrow(/no choice for mode/);
    expect(() => read('then=cosine')).toThrow(/no choice for then/);
  });

  it('fills in what was left at its default', () => {
    expect(withDefaults({ id: 'plateau', options: {} }, plateau.options).options).toEqual({ mode: 'min' });
    expect(withDefaults({ id: 'plateau', options: { mode: 'max' } }, plateau.options).options).toEqual({ mode: 'max' });
  });
});

describe('chooseSeveral', () => {
  const given = (...words: string[]) => words.map((word) => ({ name: word.includes('=') ? 'set' : 'optimizer', value: word }));
  it('gives each setting to the optimizer before it', () => {
    expect(chooseSeveral(optimizers, given('sgd', 'learningRate=0.5', 'lbfgs', 'maxIter=3', 'sgd'))).toEqual([
      { id: 'sgd', options: { learningRate: 0.5 } },
      { id: 'lbfgs', options: { maxIter: 3 } },
      { id: 'sgd', options: {} },
    ]);
  });
  it('refuses a setting without an optimizer', () => {
    expect(() => chooseSeveral(optimizers, given('learningRate=0.5'))).toThrow(/before any --optimizer/);
  });
});
