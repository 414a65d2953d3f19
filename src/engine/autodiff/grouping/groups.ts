import { OP } from '../ops';
import { liveNodes, type Trace } from '../trace';
import { additiveForm } from './additive';
import { type CanonicalForm, Canonizer } from './canonical';
import { components } from './components';
import { type Group, kernelOf, type RolledLoss } from './kernels';

/**
 * Finds the repetitions in a trace by its data flow alone: loops, map and reduce, recursion are all alike. Undefined if the kernels
 * would have more operations than that.
 */
export function roll(trace: Trace, operations: number): RolledLoss | undefined {
  const groups = new Groups(operations);
  return groups.add(trace, 1) ? groups.loss(trace.inputs) : undefined;
}

/** What an operation takes in the canonical code at most: itself and three operands. */
const MAX_WORDS = 4;

/** Re-rolls a weighted sum of traces, one after the other: of none of them more than its parameters and constants is kept. */
export class Groups {
  private readonly buckets = new Map<number, Group[]>();
  private readonly groups: Group[] = [];
  private constant = 0;
  /** Words of code that there is still room for. */
  private left: number;

  /** @param operations that all kernels may have together */
  constructor(operations: number) {
    this.left = MAX_WORDS * operations;
  }

  /** False if the kernels would have too many operations. */
  add(trace: Trace, weight: number): boolean {
    const form = additiveForm(trace, liveNodes(trace), weight);
    this.constant += form.constant;
    const canonizer = new Canonizer(trace);
    const members = new Map<Group, CanonicalForm[]>();
    for (const part of components(trace, form)) {
      const canonical = canonizer.form(part, this.left);
      const group = canonical && this.groupOf(canonical, trace);
      if (canonical === undefined || group === undefined) return false;
      const some = members.get(group);
      // The group has the code: members need no copy of it.
      const member = { ...canonical, code: group.code };
      if (some === undefined) members.set(group, [member]);
      else some.push(member);
    }
    for (const [group, some] of members) append(group, some);
    return true;
  }

  /** @param inputs how many parameters there are */
  loss(inputs: number): RolledLoss {
    return { inputs, constant: this.constant, kernels: this.groups.map(kernelOf) };
  }

  private groupOf({ code, leaves, constants }: CanonicalForm, { op }: Trace): Group | undefined {
    const key = hash(code);
    const bucket = this.buckets.get(key) ?? [];
    this.buckets.set(key, bucket);
    const known = bucket.find((group) => isSame(group.code, code));
    if (known !== undefined) return known;
    this.left -= code.length;
    if (this.left < 0) return undefined;
    const group: Group = {
      code,
      leaves: leaves.map((node) => ({ kind: op[node] === OP.input ? 'parameter' : 'external', pieces: [] })),
      constants: constants.map(() => []),
      count: 0,
    };
    bucket.push(group);
    this.groups.push(group);
    return group;
  }
}

function append(group: Group, members: readonly CanonicalForm[]): void {
  group.count += members.length;
  group.leaves.forEach(({ pieces }, s) => {
    const column = new Int32Array(members.length);
    for (let m = 0; m < members.length; m++) column[m] = members[m].leaves[s];
    pieces.push(column);
  });
  group.constants.forEach((pieces, k) => {
    const column = new Float64Array(members.length);
    for (let m = 0; m < members.length; m++) column[m] = members[m].constants[k];
    pieces.push(column);
  });
}

/** FNV-1a over words. */
function hash(code: readonly number[]): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < code.length; i++) h = Math.imul(h ^ code[i], 0x01000193);
  return h;
}

function isSame(p: readonly number[], q: readonly number[]): boolean {
  if (p.length !== q.length) return false;
  for (let i = 0; i < p.length; i++) if (p[i] !== q[i]) return false;
  return true;
}
