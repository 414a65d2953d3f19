import ts from '@typescript/typescript6';
import type { SourceRange } from '../engine/objective';
import { OptionError, resolveOptions } from '../engine/options';
import { findInitialiser, type InitialiserChoice, initialisers } from '../engine/training/initialisers';
import { t } from '../l10n/t';
import { type DomainEntry, parseDomain } from './domain';
import { parseLiteral } from './literal';
import type { SourceProblem } from './problem';
import { readTagTexts, type TagText } from './tagText';

/** A name in the user's module, or a call of one with literal arguments: `samples`, `initial(7)`, `Model.start`. */
export interface Reference {
  readonly kind: 'name' | 'call';
  readonly name: string;
  readonly args: readonly unknown[];
  readonly range: SourceRange;
}
export type StartSpec = { readonly kind: 'literal'; readonly value: unknown; readonly range: SourceRange } | Reference;

/** What the JSDoc tags over a function say; every part is optional, what is malformed is left out and reported in `problems`. */
export interface Tags {
  readonly loss: 'on' | 'off' | undefined;
  readonly start: StartSpec | undefined;
  readonly domain: readonly DomainEntry[];
  readonly data: Reference | undefined;
  readonly validation: Reference | undefined;
  readonly gradient: Reference | undefined;
  readonly init: InitialiserChoice | undefined;
  /** Names of parameters or of single components. */
  readonly unpenalized: readonly { readonly name: string; readonly range: SourceRange }[];
  readonly problems: readonly SourceProblem[];
}

export const noTags: Tags = {
  loss: undefined,
  start: undefined,
  domain: [],
  data: undefined,
  validation: undefined,
  gradient: undefined,
  init: undefined,
  unpenalized: [],
  problems: [],
};

type Draft = { -readonly [K in keyof Tags]: Tags[K] };
type Reader = (tag: TagText, draft: Draft) => SourceProblem | undefined;

const readers: Readonly<Record<string, Reader>> = {
  loss: (tag, draft) => {
    draft.loss = /^off\b/.test(tag.text) ? 'off' : 'on';
    return undefined;
  },
  start: (tag, draft) => {
    const literal = /^[[{\d.+-]/.test(tag.text) ? parseLiteral(tag.text) : undefined;
    if (literal?.ok === false) return malformed(tag, literal.message, literal.at, literal.at + literal.length);
    draft.start = literal ? { kind: 'literal', value: literal.value, range: tag.range(0, literal.end) } : parseReference(tag);
    return draft.start ? undefined : malformed(tag, t('takes a JSON value, the name of a constant, or a call such as initial(7)'));
  },
  domain: (tag, draft) => {
    const parsed = parseDomain(tag.text, tag.range);
    draft.domain = parsed.entries;
    return parsed.error && malformed(tag, parsed.error.message, parsed.error.start, parsed.error.end);
  },
  data: referenceReader('data'),
  validation: referenceReader('validation'),
  gradient: referenceReader('gradient'),
  init: (tag, draft) => {
    const init = parseInit(tag.text);
    if (typeof init === 'string') return malformed(tag, init);
    draft.init = init;
    return undefined;
  },
  unpenalized: (tag, draft) => {
    const names = [...tag.text.matchAll(/[^\s,]+/g)];
    draft.unpenalized = names.map((match) => ({ name: match[0], range: tag.range(match.index, match.index + match[0].length) }));
    return names.length > 0 ? undefined : malformed(tag, t('takes the names of parameters, separated by commas'));
  },
};

/** `he`, `uniform 0.1`: the name of an initialiser, and a number for its option. What is wrong with it, in words, else. */
function parseInit(text: string): InitialiserChoice | string {
  const [name = '', number] = text.trim().split(/\s+/);
  const initialiser = findInitialiser(name.toLowerCase());
  if (!initialiser) return t('takes {0}, not "{1}"', initialisers.map(({ id }) => id).join(', '), name);
  const { id, options } = initialiser;
  const [option] = Object.keys(options);
  // What is no number is a remark.
  const given = number !== undefined && option !== undefined && Number.isFinite(Number(number)) ? { [option]: Number(number) } : {};
  try {
    return { id, options: resolveOptions(options, given) };
  } catch (error) {
    if (error instanceof OptionError) return t('{0}: {1}', id, error.message.replace(/\.$/, ''));
    throw error;
  }
}

/** The JSDoc comments directly before `node`. */
export function jsDocBefore({ text }: ts.SourceFile, node: ts.Node): ts.CommentRange[] {
  const comments = ts.getLeadingCommentRanges(text, node.pos) ?? [];
  return comments.filter(({ pos, end }) => text.startsWith('/**', pos) && end - pos > '/**/'.length);
}

/** Reads the tags in the JSDoc comments directly before `node`. */
export function parseTags(sourceFile: ts.SourceFile, node: ts.Node): Tags {
  const jsDoc = jsDocBefore(sourceFile, node);
  if (jsDoc.length === 0) return noTags;
  const draft: Draft = { ...noTags };
  const problems: SourceProblem[] = [];
  for (const tag of jsDoc.flatMap(({ pos, end }) => readTagTexts(sourceFile.fileName, sourceFile.text, pos, end))) {
    const problem = Object.hasOwn(readers, tag.name) ? readers[tag.name](tag, draft) : undefined;
    if (problem) problems.push(problem);
  }
  return { ...draft, problems };
}

function referenceReader(key: 'data' | 'validation' | 'gradient'): Reader {
  return (tag, draft) => {
    draft[key] = parseReference(tag);
    return draft[key] ? undefined : malformed(tag, t('takes the name of an exported constant or function'));
  };
}

/** `name`, `Class.member` or `name(literals)`; what stands after it is a remark. */
function parseReference(tag: TagText): Reference | undefined {
  const name = /^[\p{ID_Start}$_][\p{ID_Continue}$.]*/u.exec(tag.text)?.[0];
  if (name === undefined) return undefined;
  if (tag.text[name.length] !== '(') return { kind: 'name', name, args: [], range: tag.range(0, name.length) };
  const close = tag.text.indexOf(')', name.length);
  const args = close < 0 ? undefined : parseLiteral(`[${tag.text.slice(name.length + 1, close)}]`);
  if (!args?.ok || !Array.isArray(args.value)) return undefined;
  return { kind: 'call', name, args: args.value, range: tag.range(0, close + 1) };
}

function malformed(tag: TagText, what: string, start = 0, end = tag.text.length): SourceProblem {
  const range = tag.text.length === 0 ? tag.tagRange : tag.range(start, Math.max(end, start + 1));
  return { code: 'bad-input', message: `@${tag.name} ${what}.`, range };
}
