import { describe, expect, it } from 'vitest';
import { type OptionSpecs, parseArguments } from '../../../src/cli/arguments';
import { UsageError } from '../../../src/cli/errors';

const specs = {
  at: { kind: 'text', placeholder: 'VECTOR', help: 'the point' },
  out: { kind: 'text', placeholder: 'FILE', help: 'the file', required: true },
  method: { kind: 'text', placeholder: 'M', help: 'how', choices: ['proximal', 'subgradient'] },
  set: { kind: 'list', placeholder: 'NAME=VALUE', help: 'an option' },
  steps: { kind: 'integer', placeholder: 'N', help: 'steps', min: 0, default: 100 },
  clip: { kind: 'number', placeholder: 'C', help: 'clip', min: 0 },
  json: { kind: 'flag', help: 'JSON', short: 'j' },
} as const satisfies OptionSpecs;

const parse = (...words: string[]) => parseArguments(specs, ['--out', 'o.svg', ...words]);

describe('parseArguments', () => {
  it('fills in defaults, and keeps what has none undefined', () => {
    expect(parse('file.ts')).toMatchObject({
      values: { at: undefined, out: 'o.svg', set: [], steps: 100, clip: undefined, json: false },
      positionals: ['file.ts'],
    });
  });

  it('reads every kind, with a space or with =', () => {
    const { values } = parse('--at=[1,-2]', '--set', 'a=1', '--set=b=2', '--steps', '0', '--clip', '1e-3', '-j');
    expect(values).toMatchObject({ at: '[1,-2]', set: ['a=1', 'b=2'], steps: 0, clip: 1e-3, json: true });
  });

  it('keeps the order of options', () => {
    expect(parse('--set', 'a=1', '--at', '[0]', '--set', 'b=2').given.map(({ value }) => value)).toEqual(['o.svg', 'a=1', '[0]', 'b=2']);
  });

  it('takes a value that begins with a minus', () => expect(parse('--at', '-1.5').values.at).toBe('-1.5'));
  it('takes words after -- as they are', () => expect(parse('--', '--json').positionals).toEqual(['--json']));

  it.each([
    [['--stesp', '3'], /no option "--stesp"/, /--steps/],
    [['-x'], /no option "-x"/, undefined],
    [['--at'], /--at needs a value/, /VECTOR/],
    [['--at', '--json'], /--at needs a value/, /VECTOR/],
    [['--json=yes'], /--json takes no value/, undefined],
    [['--steps', '1.5'], /--steps takes a whole number of at least 0, not "1.5"/, undefined],
    [['--steps', ''], /whole number/, undefined],
    [['--clip', '-1'], /--clip takes a number of at least 0, not "-1"/, undefined],
    [['--clip', 'Infinity'], /--clip takes a number/, undefined],
    [['--steps', '1', '--steps', '2'], /--steps is given 2 times/, undefined],
    [['--method', 'proximall'], /no choice for --method "proximall"/, /Did you mean proximal/],
  ])('refuses %j', (words, message, hint) => {
    const error = caught(() => parse(...words));
    expect(error).toBeInstanceOf(UsageError);
    expect(error.message).toMatch(message);
    if (hint) expect(error.hint).toMatch(hint);
  });

  it('names a required option that is missing', () => {
    expect(caught(() => parseArguments(specs, [])).message).toBe('--out is missing.');
  });

  it('knows no options that every object has', () => {
    expect(caught(() => parse('--constructor', 'x')).message).toMatch(/no option/);
  });
});

function caught(action: () => unknown): UsageError {
  try {
    action();
  } catch (error) {
    if (error instanceof UsageError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
