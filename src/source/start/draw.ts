import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { type InitialiserChoice, initialiserById } from '../../engine/training/initialisers';
import type { Fans, Initialiser } from '../../engine/training/initialisers/initialiser';
import type { Shape } from '../shape';

/** How numbers are drawn that no initialiser is for. */
export type Spread = { readonly low: number; readonly high: number };

/** Tried in turn until the loss is finite: around zero, then positive values, small and large. */
export const spreads: readonly Spread[] = [
  { low: -1, high: 1 },
  { low: 0, high: 1 },
  { low: 0, high: 10 },
  { low: -10, high: 10 },
];

/** Biases beside matrices that an initialiser draws. */
const atZero: Spread = { low: 0, high: 0 };

/** What a draw goes by. */
export interface DrawRules {
  readonly init?: InitialiserChoice;
  /** One interval per coordinate, from `@domain`; where there is one, numbers are uniform in it. */
  readonly domain?: readonly (readonly [low: number, high: number] | undefined)[];
}

/** The spreads to try for these shapes: under `@init he` and its like biases begin at 0. */
export function spreadsFor(shapes: readonly Shape[], { init }: DrawRules): readonly Spread[] {
  const zeroBiases = init && initialiserById(init.id).forMatrices && shapes.some(holdsMatrix);
  return zeroBiases ? [atZero, ...spreads] : spreads;
}

/**
 * A seeded draw in a shape of known lengths, flat. Numbers are uniform in their domain, or else in the spread, rounded to hundredths and
 * never 0, where kinks and symmetric saddles like to be. A matrix `number[rows][columns]` is drawn by the initialiser, Xavier's when
 * none is named; rows are units, columns their inputs. An initialiser that needs no matrix draws all numbers.
 */
export function draw(shapes: readonly Shape[], seed: number, spread: Spread, rules: DrawRules = {}): number[] {
  const drawing = new Drawing(uniformFrom(seed), spread, rules);
  for (const shape of shapes) drawing.add(shape);
  return drawing.values;
}

/** Neighbouring seeds give neighbouring first draws; spreading the seed's bits undoes that. */
function uniformFrom(seed: number): () => number {
  const generator = xoroshiro128plus(Math.imul(seed + 1, 0x9e3779b1));
  return () => uniformFloat64(generator);
}

const xavier: InitialiserChoice = { id: 'xavier-normal', options: {} };

class Drawing {
  readonly values: number[] = [];
  private readonly initialiser: Initialiser;
  private readonly options: InitialiserChoice['options'];

  constructor(
    private readonly uniform: () => number,
    private readonly spread: Spread,
    private readonly rules: DrawRules,
  ) {
    const { id, options } = rules.init ?? xavier;
    this.initialiser = initialiserById(id);
    this.options = options;
  }

  add(shape: Shape): void {
    switch (shape.kind) {
      case 'number':
        this.values.push(this.number());
        break;
      case 'array': {
        const { element, length = 0 } = shape;
        if (isVector(element)) this.values.push(...this.weights({ fanOut: length, fanIn: element.length ?? 0 }));
        else for (let i = 0; i < length; i++) this.add(element);
        break;
      }
      case 'tuple':
        for (const element of shape.elements) this.add(element);
        break;
      case 'object':
        for (const field of shape.fields) this.add(field.shape);
        break;
      default:
        shape satisfies never;
    }
  }

  private number(): number {
    const interval = this.rules.domain?.[this.values.length];
    if (!this.initialiser.forMatrices) return this.weights({ fanIn: 1, fanOut: 1 })[0];
    return rounded(interval ? { low: interval[0], high: interval[1] } : this.spread, this.uniform);
  }

  private weights(fans: Fans): number[] {
    return this.initialiser.draw(fans, this.options, this.uniform);
  }
}

function holdsMatrix(shape: Shape): boolean {
  switch (shape.kind) {
    case 'number':
      return false;
    case 'array':
      return isVector(shape.element) || holdsMatrix(shape.element);
    case 'tuple':
      return shape.elements.some(holdsMatrix);
    case 'object':
      return shape.fields.some((field) => holdsMatrix(field.shape));
    default:
      return shape satisfies never;
  }
}

function isVector(shape: Shape): shape is Extract<Shape, { kind: 'array' }> {
  return shape.kind === 'array' && shape.element.kind === 'number';
}

/** To hundredths, or finer where that would leave fewer than a hundred values. */
function rounded({ low, high }: Spread, uniform: () => number): number {
  if (low === high) return low;
  const scale = Math.max(100, 10 ** Math.ceil(2 - Math.log10(high - low)));
  const value = Math.round((low + (high - low) * uniform()) * scale) / scale;
  return value === 0 ? rounded({ low, high }, uniform) : Math.min(Math.max(value, low), high);
}
