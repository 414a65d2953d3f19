/** What the panel would ask for first after an edit, told to the host beforehand, and what came of it. */
import type { Picture, Readout, Surface, Trajectory } from '../../../src/protocol/model';
import type { Binding, Foresight } from '../../../src/protocol/panel';
import { keyOf } from './sideRequests';

type Asked = Omit<Foresight, 'id'>;
type MapParams = NonNullable<Asked['map']>;

/** What was foreseen before the latest may still be on its way. */
const remembered = 3;

export class Foresights {
  private nextId = 1;
  private told: readonly Foresight[] = [];
  private last = '';
  private held: { readonly binding: Binding; readonly answers: Answers | undefined } | undefined;

  constructor(private readonly tell: (foresight: Foresight) => void) {}

  /** Tells what is to be asked for, when that is something else than before. */
  foresee(asked: Asked): void {
    const key = JSON.stringify([asked.paths.map((params) => keyOf(0, params)), asked.focus, asked.step, asked.map && mapKey(asked.map)]);
    if (key === this.last) return;
    this.last = key;
    const foresight = { id: this.nextId++, ...asked };
    this.told = [...this.told, foresight].slice(-remembered);
    this.tell(foresight);
  }

  /** What has come with a binding. */
  answers(binding: Binding): Answers | undefined {
    if (this.held?.binding !== binding) this.held = { binding, answers: this.read(binding) };
    return this.held.answers;
  }

  private read(binding: Binding): Answers | undefined {
    if (binding.kind !== 'ready' || binding.picture === undefined || binding.picture === 'coming') return undefined;
    const { id, picture } = binding.picture;
    const asked = this.told.find((foresight) => foresight.id === id);
    return asked && new Answers(asked, picture, binding.version);
  }
}

/** The parts of a picture, by what they answer. */
export class Answers {
  private readonly paths: ReadonlyMap<string, Trajectory>;

  constructor(
    private readonly asked: Asked,
    private readonly picture: Picture,
    version: number,
  ) {
    this.paths = new Map(
      asked.paths.flatMap((params, i) => (picture.paths[i] ? [[keyOf(version, params), picture.paths[i]] as const] : [])),
    );
  }

  path(key: string): Trajectory | undefined {
    return this.paths.get(key);
  }

  readoutAt(at: Float64Array): Readout | undefined {
    const { readout } = this.picture;
    return readout && sameNumbers(readout.at, at) ? readout : undefined;
  }

  /** The coarse map, if it is that of this grid. */
  surfaceOf({ plane, box, size }: MapParams): Surface | undefined {
    const { surface } = this.picture;
    const { map } = this.asked;
    const fits = map && size === map.size && sameNumbers(box, map.box) && surface && sameNumbers(surface.plane.origin, plane.origin);
    return fits && sameNumbers(map.plane.first, plane.first) && sameNumbers(map.plane.second, plane.second) ? surface : undefined;
  }
}

/** Where the map's plane lies follows the point that is read out. */
const mapKey = ({ plane, box, size }: MapParams) => [[...plane.first], [...plane.second], box, size];

const sameNumbers = (a: ArrayLike<number>, b: ArrayLike<number>): boolean =>
  a.length === b.length && Array.from(a).every((value, i) => Object.is(value, b[i]) || value === b[i]);
