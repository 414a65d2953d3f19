import { CONSTANT, type Graph, liveOrder } from '../graph/graph';
import { OP, OPS } from '../ops';

/** Statements to be generated from nodes of a graph. */
export interface StatementSpec {
  readonly graph: Graph;
  /** How the generated code reads an input slot. */
  readonly input: (slot: number) => string;
  /** Leave the function with what `exit` says as soon as the node's truth is not the one expected. */
  readonly checks: readonly Check[];
  readonly outputs: readonly Output[];
}
export interface Check {
  readonly node: number;
  readonly expected: 0 | 1;
  readonly exit: string;
}
export interface Output {
  readonly node: number;
  /** The statement that takes the node's value. */
  readonly write: (expression: string) => string;
}

/** Longer expressions than this get a variable of their own, which engines compile faster. */
const MAX_EXPRESSION = 400;
const INFIX: ReadonlyMap<number, string> = new Map([
  [OP.add, '+'],
  [OP.sub, '-'],
  [OP.mul, '*'],
  [OP.div, '/'],
  [OP.mod, '%'],
  [OP.pow, '**'],
]);
const COMPARISON: ReadonlyMap<number, string> = new Map([
  [OP.less, '<'],
  [OP.lessEqual, '<='],
  [OP.equal, '==='],
]);

/** JavaScript that evaluates the nodes in one straight line, checks first. */
export function statements(spec: StatementSpec): string {
  const roots = spec.outputs.map(({ node }) => node);
  const writer = new StatementWriter(spec, [...spec.checks.map(({ node }) => node), ...roots]);
  for (const { node, expected, exit } of spec.checks) {
    writer.evaluate([node]);
    writer.line(`if(${expected ? '!' : ''}(${writer.condition(node)}))return ${exit};`);
  }
  writer.evaluate(roots);
  for (const { node, write } of spec.outputs) writer.line(write(writer.expression(node)));
  return writer.source;
}

class StatementWriter {
  source = '';
  private readonly text = new Map<number, string>();
  /** Nodes that have a variable. */
  private readonly named = new Set<number>();
  private readonly uses: Map<number, number>;

  constructor(
    private readonly spec: StatementSpec,
    roots: readonly number[],
  ) {
    this.uses = countUses(spec.graph, liveOrder(spec.graph, roots));
    for (const root of roots) this.uses.set(root, (this.uses.get(root) ?? 0) + 1);
  }

  line(text: string): void {
    this.source += text;
  }

  /** Writes what is not yet written of the nodes below the roots. */
  evaluate(roots: readonly number[]): void {
    for (const node of liveOrder(this.spec.graph, roots)) if (!this.text.has(node)) this.define(node);
  }

  expression(node: number): string {
    const text = this.text.get(node);
    if (text !== undefined) return text;
    throw new Error(`Node ${node} is used before it is evaluated.`);
  }

  /** As a truth value. */
  condition(node: number): string {
    return this.named.has(node) ? this.expression(node) : (this.truth(node) ?? this.expression(node));
  }

  /** Comparisons and logic as the language writes them; undefined for other operations. */
  private truth(node: number): string | undefined {
    const { graph } = this.spec;
    const [code, x, y] = [graph.op[node], graph.a[node], graph.b[node]];
    const comparison = COMPARISON.get(code);
    if (comparison !== undefined) return `(${this.expression(x)}${comparison}${this.expression(y)})`;
    if (code === OP.not) return `!${this.condition(x)}`;
    if (code === OP.and) return `(${this.condition(x)}&&${this.condition(y)})`;
    return code === OP.or ? `(${this.condition(x)}||${this.condition(y)})` : undefined;
  }

  private define(node: number): void {
    const { graph } = this.spec;
    const text = this.operation(node);
    const leaf = graph.op[node] === CONSTANT;
    if (leaf || ((this.uses.get(node) ?? 0) <= 1 && text.length <= MAX_EXPRESSION)) {
      this.text.set(node, text);
      return;
    }
    this.line(`const t${node}=${text};`);
    this.named.add(node);
    this.text.set(node, `t${node}`);
  }

  private operation(node: number): string {
    const { graph, input } = this.spec;
    const code = graph.op[node];
    if (code === CONSTANT) return literal(graph.valueOf(node) ?? Number.NaN);
    if (code === OP.input) return input(graph.a[node]);
    const truth = this.truth(node);
    if (truth !== undefined) return `(${truth}?1:0)`;
    const [x, y, z] = graph.operands(node);
    if (code === OP.select) return `(${this.condition(x)}?${this.expression(y)}:${this.expression(z)})`;
    if (code === OP.neg) return `(-${this.expression(x)})`;
    const infix = INFIX.get(code);
    if (infix !== undefined) return `(${this.expression(x)}${infix}${this.expression(y)})`;
    return `Math.${OPS[code]}(${graph
      .operands(node)
      .map((operand) => this.expression(operand))
      .join()})`;
  }
}

function literal(value: number): string {
  if (Object.is(value, -0)) return '(-0)';
  return value < 0 ? `(${value})` : String(value);
}

/** How often each node is read by those listed. */
function countUses(graph: Graph, order: readonly number[]): Map<number, number> {
  const uses = new Map<number, number>();
  for (const node of order) for (const operand of graph.operands(node)) uses.set(operand, (uses.get(operand) ?? 0) + 1);
  return uses;
}
