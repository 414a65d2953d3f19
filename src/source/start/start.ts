import { messageOf } from '../../engine/errors';
import type { InitialiserChoice } from '../../engine/training/initialisers';
import { t } from '../../l10n/t';
import type { FoundLoss, FoundParameter } from '../discover/found';
import { domainOf } from '../domain';
import { type Layout, layoutOf, shapeText, sizeOf, unflatten } from '../layout';
import { SourceError } from '../problem';
import { mayHoldMore, type Shape } from '../shape';
import { fixLengths, flattenValue } from '../vector';
import { type DrawRules, draw, spreadsFor } from './draw';
import { type GivenPoint, readPoint } from './given';
import { type CallLoss, probeLengths } from './probe';
import { countUnknown } from './recording';

/** A start with the layout it fixes. */
export interface Start {
  readonly layout: Layout;
  readonly start: Float64Array;
  /** Where it comes from, in words. */
  readonly origin: string;
  /** Some of it was drawn: another seed draws another. */
  readonly drawn: boolean;
}

/** What is asked of the loaded module to find a start. */
export interface StartContext {
  readonly found: FoundLoss;
  /** Calls the plain loss with these parameters and its data. */
  readonly call: CallLoss;
  /** The value that `@start` names, or undefined without the tag. */
  readonly tagged: (() => unknown) | undefined;
  /** The value of `@start initial(7)` with this seed in place of the only number; undefined where the tag says nothing of that kind. */
  readonly taggedFor: ((seed: number) => unknown) | undefined;
  /** Default values of the parameters; throws when they can't be had. */
  readonly defaults: () => readonly unknown[];
  readonly seed: number;
}

/** Finds the start: given, else `@start`, else parameter defaults, else a seeded draw. Throws a `SourceError` when it can't be known. */
export function findStart(context: StartContext, given: unknown): Start {
  const { parameters } = context.found;
  if (given !== undefined) return startFrom(parameters, readGiven(context, given), t('given'));
  if (context.tagged) return startFrom(parameters, readTagged(context, context.tagged()), '@start');
  return defaultOrDrawn(context);
}

function startFrom(parameters: readonly FoundParameter[], { shapes, values }: GivenPoint, origin: string): Start {
  return { layout: layoutOf(parameters.slice(0, shapes.length), shapes), start: Float64Array.from(values), origin, drawn: false };
}

/** Reads a point as people and programs write it, for the parameters of this loss. */
export function readGiven(context: StartContext, value: unknown): GivenPoint {
  const { parameters } = context.found;
  const ambiguous = parameters.some(({ shape }) => mayHoldMore(shape));
  const point = (ambiguous ? undefined : readPoint(context.found, value)) ?? readPoint(context.found, value, () => shapesOf(context));
  if (point) return point;
  throw new SourceError(
    'bad-input',
    t('{0} does not fit the parameters of {1}: {2}.', describe(value), context.found.name, expected(parameters)),
  );
}

/** Lengths and optional fields as `@start`, defaults or probing tell them, for a flat vector. */
function shapesOf(context: StartContext): readonly Shape[] | undefined {
  const shapes = context.found.parameters.map(({ shape }) => shape);
  if (countUnknown(shapes) === 0 && !shapes.some(mayHoldMore)) return undefined;
  return findStart(context, undefined).layout.parameters.map(({ shape }) => shape);
}

function readTagged({ found }: StartContext, value: unknown): GivenPoint {
  const point = readPoint(found, value);
  if (point) return point;
  throw new SourceError(
    'bad-input',
    t('@start is {0}, which does not fit the parameters: {1}.', describe(value), expected(found.parameters)),
    {
      range: found.tags.start?.range,
    },
  );
}

function expected(parameters: readonly FoundParameter[]): string {
  return parameters.map(({ name, shape }) => `${name}: ${shapeText(shape)}`).join(', ');
}

function describe(value: unknown): string {
  const text = JSON.stringify(value instanceof Float64Array ? [...value] : value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** Parameters with a default keep it; the others are drawn, with lengths that the loss itself shows. */
function defaultOrDrawn(context: StartContext): Start {
  const { parameters } = context.found;
  const fixed = fixedByDefaults(context);
  const shapes = parameters.map((parameter, i) => fixed[i]?.shape ?? parameter.shape);
  const known = probed(context, shapes);
  const layout = layoutOf(parameters, known);
  if (fixed.every((one) => one !== undefined)) {
    return { layout, start: Float64Array.from(fixed.flatMap(({ values }) => values)), origin: t('parameter defaults'), drawn: false };
  }
  const origin = fixed.some((one) => one !== undefined) ? t('parameter defaults and a seeded draw') : t('seeded draw');
  return { layout, start: drawn(context, layout, fixed, context.found.tags.init), origin, drawn: true };
}

interface Fixed {
  readonly shape: Shape;
  readonly values: readonly number[];
}

function fixedByDefaults({ found, defaults }: StartContext): (Fixed | undefined)[] {
  if (found.parameters.every(({ fallback }) => !fallback)) return found.parameters.map(() => undefined);
  const values = defaults();
  return found.parameters.map(({ shape }, i) => {
    const fixed = values[i] === undefined ? undefined : fixLengths(shape, values[i]);
    const flat = fixed && flattenValue(fixed, values[i]);
    return fixed && flat && { shape: fixed, values: flat };
  });
}

function probed({ found, call, seed }: StartContext, shapes: readonly Shape[]): readonly Shape[] {
  const probe = probeLengths(shapes, (args) => call(spread(found.parameters, args)), seed);
  if (probe.kind === 'known') return probe.shapes;
  const parameter = found.parameters.find((_, i) => countUnknown([shapes[i]]) > 0) ?? found.parameters[0];
  const reason =
    probe.cause === undefined ? t('it is finite at no length that was tried') : t('trying lengths, it threw: {0}', messageOf(probe.cause));
  throw new SourceError('start-unknown', t("The length of `{0}` can't be known: {1}", parameter.name, reason), {
    range: parameter.range,
    hint: t('Add @start with values for {0} to the comment over {1}.', found.parameters.map(({ name }) => name).join(', '), found.name),
    cause: probe.cause,
  });
}

function spread(parameters: readonly FoundParameter[], args: readonly unknown[]): unknown[] {
  return args.flatMap((argument, i) => (parameters[i].rest && Array.isArray(argument) ? [...argument] : [argument]));
}

/**
 * The start of another seed, in the layout that the loss has. `init` draws everything by that initialiser; without it, what draws is
 * `@start initial(7)` called with the seed, or else `@init`. Parameters keep their defaults where others have none.
 * Throws a `SourceError` when `@start` with this seed does not fit.
 */
export function drawStart(context: StartContext, layout: Layout, init?: InitialiserChoice): Float64Array {
  const { found, seed, taggedFor } = context;
  if (!init && taggedFor) return fittingStart(context, layout, taggedFor(seed));
  const defaults = found.tags.start ? [] : fixedByDefaults(context);
  const fixed = defaults.every((one) => one !== undefined) ? [] : defaults;
  return drawn(context, layout, fixed, init ?? found.tags.init);
}

function fittingStart(context: StartContext, { n }: Layout, value: unknown): Float64Array {
  const { values } = readTagged(context, value);
  if (values.length === n) return Float64Array.from(values);
  throw new SourceError('bad-input', t('@start gives {0} numbers with seed {1}, and {2} without.', values.length, context.seed, n), {
    range: context.found.tags.start?.range,
  });
}

const drawsPerSpread = 8;
/** Keeps the second tries of one seed from the first tries of others. */
const retry = 0x85ebca6b;

/** The first draw at which the loss is finite; when there is none, the first draw. */
function drawn(
  context: StartContext,
  layout: Layout,
  fixed: readonly (Fixed | undefined)[],
  init: InitialiserChoice | undefined,
): Float64Array {
  const { found, seed } = context;
  const shapes = layout.parameters.map(({ shape }) => shape);
  const { domain } = domainOf(found.tags.domain, layout.coordinates);
  const rules: DrawRules = { domain, ...(init && { init }) };
  const spreads = spreadsFor(shapes, rules);
  const drawOnce = (k: number) => {
    const spread = spreads[Math.floor(k / drawsPerSpread)];
    const start = Float64Array.from(draw(shapes, seed + k * retry, spread, rules));
    let at = 0;
    shapes.forEach((shape, i) => {
      start.set(fixed[i]?.values ?? [], at);
      at += sizeOf(shape) ?? 0;
    });
    return start;
  };
  for (let k = 0; k < drawsPerSpread * spreads.length; k++) {
    const start = drawOnce(k);
    if (isFiniteAt(context, layout, start)) return start;
  }
  return drawOnce(0);
}

function isFiniteAt({ call }: StartContext, layout: Layout, x: Float64Array): boolean {
  try {
    return Number.isFinite(call(unflatten(layout, [...x], (values) => Float64Array.from(values))));
  } catch {
    // A draw that the loss refuses is as good as one where it is not finite; what it throws is reported at the start.
    return false;
  }
}
