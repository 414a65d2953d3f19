import type { TracedSweep } from '../autodiff/inspect';
import type { ExactObjective } from '../autodiff/objective';
import { ARITY, OP } from '../autodiff/ops';
import { isWhole, siteOf } from '../autodiff/trace';
import { norm } from '../linalg/vector';
import type { SourceRange } from '../objective';

/** How the gradient fares through a computation that feeds on its own result: the layers of a network, the steps of a recurrence. */
export interface GradientFlow {
  /** ‖∂L/∂first‖ / ‖∂L/∂last‖ over all results of the first and of the last pass. */
  readonly ratio: number;
  readonly passes: number;
  /** The expression at which most of the change happens. */
  readonly responsible: SourceRange;
}

/** Fewer passes than this are no depth. */
const fewestPasses = 5;
/** Nodes visited in all, so that long tapes with many expressions stay cheap. */
const budget = 30_000_000;

/** Selections pass the gradient to one operand and none to the other, which is no loss of it. */
const selecting: ReadonlySet<number> = new Set([
  ...[OP.max, OP.min, OP.select, OP.abs, OP.sign, OP.floor, OP.ceil, OP.round, OP.trunc],
  ...[OP.less, OP.lessEqual, OP.equal, OP.and, OP.or, OP.not],
]);
/** Layers written out one by one share no expression, but the function that bounds their outputs. */
const activations: ReadonlySet<number> = new Set([OP.tanh, OP.exp, OP.atan, OP.log1p]);

/** The chain through which the gradient changes most; undefined where nothing is repeated in depth or derivatives are numeric. */
export function gradientFlow(objective: ExactObjective, x: Float64Array): GradientFlow | undefined {
  const sweep = objective.sweepAt(x);
  if (!sweep) return undefined;
  let most: Chain | undefined;
  for (const members of repeated(sweep)) {
    const chain = chainOf(sweep, members);
    if (chain && (!most || Math.abs(Math.log(chain.ratio)) > Math.abs(Math.log(most.ratio)))) most = chain;
  }
  const responsible = most && responsibleIn(sweep, most);
  return most && responsible && { ratio: most.ratio, passes: most.passes, responsible };
}

/** Nodes that belong to one repeated computation: of one expression, or of one activation. */
function repeated({ trace, reached }: TracedSweep): number[][] {
  const groups = new Map<string, number[]>();
  const add = (key: string, node: number): void => {
    const group = groups.get(key);
    if (group) group.push(node);
    else groups.set(key, [node]);
  };
  for (let i = trace.inputs; i < trace.nodes; i++) {
    const code = trace.op[i];
    if (!reached[i] || selecting.has(code)) continue;
    if (isWhole(trace, i)) add(`site ${siteOf(trace, i)}`, i);
    if (activations.has(code)) add(`op ${code}`, i);
  }
  const deep = [...groups.values()].filter(({ length }) => length >= fewestPasses).sort((a, b) => a.length - b.length);
  return deep.slice(0, Math.floor(budget / Math.max(1, trace.nodes)));
}

interface Chain {
  readonly ratio: number;
  readonly passes: number;
  /** For each node the longest chain of members that leads to it, itself included. */
  readonly depth: Int32Array;
  readonly members: readonly number[];
}

function chainOf(sweep: TracedSweep, members: readonly number[]): Chain | undefined {
  const depth = depths(sweep, members);
  const passes = members.reduce((most, node) => Math.max(most, depth[node]), 0);
  if (passes < fewestPasses) return undefined;
  const size = (pass: number): number =>
    norm(
      Float64Array.from(
        members.filter((node) => depth[node] === pass),
        (node) => sweep.adjoints[node],
      ),
    );
  const ratio = size(1) / size(passes);
  return Number.isFinite(ratio) ? { ratio, passes, depth, members } : undefined;
}

function depths({ trace }: TracedSweep, members: readonly number[]): Int32Array {
  const depth = new Int32Array(trace.nodes);
  let next = 0;
  for (let i = trace.inputs; i < trace.nodes; i++) {
    for (const operand of operandsOf(trace, i)) depth[i] = Math.max(depth[i], depth[operand]);
    if (members[next] !== i) continue;
    depth[i]++;
    next++;
  }
  return depth;
}

/** Follows the chain back from its last pass, and finds where the adjoint changes most in the direction of the whole. */
function responsibleIn({ trace, adjoints, rangeOf }: TracedSweep, { ratio, passes, depth, members }: Chain): SourceRange | undefined {
  const changes = new Map<number, number>();
  let node = largest(
    members.filter((member) => depth[member] === passes),
    adjoints,
  );
  for (;;) {
    const back = operandsOf(trace, node).filter((operand) => depth[operand] > 0);
    if (back.length === 0) break;
    const deepest = Math.max(...back.map((operand) => depth[operand]));
    const next = largest(
      back.filter((operand) => depth[operand] === deepest),
      adjoints,
    );
    const change = Math.log(Math.abs(adjoints[next] / adjoints[node]));
    const site = siteOf(trace, node);
    if (site !== 0 && !Number.isNaN(change)) changes.set(site, (changes.get(site) ?? 0) + (ratio < 1 ? -change : change));
    node = next;
  }
  const [[site] = [0]] = [...changes].sort(([, a], [, b]) => b - a);
  return rangeOf(site);
}

const largest = (nodes: readonly number[], adjoints: Float64Array): number =>
  nodes.reduce((best, node) => (Math.abs(adjoints[node]) > Math.abs(adjoints[best]) ? node : best), nodes[0]);

function operandsOf({ nodes, op, a, b, c }: TracedSweep['trace'], i: number): number[] {
  return [a[i], b[i], c[i]].slice(0, ARITY[op[i]]).filter((operand) => operand < nodes);
}
