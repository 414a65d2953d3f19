import { type Derivatives, derivatives, type Scalar } from './scalar';

type Tape = Node[];

/** An operation on a tape; the reverse sweep visits them last to first, as PyTorch's autograd does. */
export class Node implements Scalar<Node> {
  adjoint = 0;

  constructor(
    private readonly tape: Tape,
    readonly value: number,
    private readonly spread: (adjoint: number) => void = () => undefined,
  ) {
    tape.push(this);
  }

  plus(other: Node | number): Node {
    if (typeof other === 'number') return this.through([this.value + other, 1, 0]);
    return new Node(this.tape, this.value + other.value, (a) => {
      this.adjoint += a;
      other.adjoint += a;
    });
  }

  minus(other: Node | number): Node {
    if (typeof other === 'number') return this.plus(-other);
    return new Node(this.tape, this.value - other.value, (a) => {
      this.adjoint += a;
      other.adjoint -= a;
    });
  }

  times(other: Node | number): Node {
    if (typeof other === 'number') return this.through([this.value * other, other, 0]);
    return new Node(this.tape, this.value * other.value, (a) => {
      this.adjoint += a * other.value;
      other.adjoint += a * this.value;
    });
  }

  over(other: Node | number): Node {
    if (typeof other === 'number') {
      return new Node(this.tape, this.value / other, (a) => {
        this.adjoint += a / other;
      });
    }
    return this.times(other.pow(-1));
  }

  pow = (p: number): Node => this.through(derivatives.pow(this.value, p));
  exp = (): Node => this.through(derivatives.exp(this.value));
  sin = (): Node => this.through(derivatives.sin(this.value));
  cos = (): Node => this.through(derivatives.cos(this.value));
  tanh = (): Node => this.through(derivatives.tanh(this.value));
  atan = (): Node => this.through(derivatives.atan(this.value));
  softplus = (): Node => this.through(derivatives.softplus(this.value));

  sweep(): void {
    this.spread(this.adjoint);
  }

  private through([f, slope]: Derivatives): Node {
    return new Node(this.tape, f, (a) => {
      this.adjoint += a * slope;
    });
  }
}

/** Writes the gradient of a loss and returns its value. */
export function reverseGradient(loss: (x: readonly Node[]) => Node, x: Float64Array, gradient: Float64Array): number {
  const tape: Tape = [];
  const variables = Array.from(x, (xi) => new Node(tape, xi));
  const result = loss(variables);
  result.adjoint = 1;
  for (let k = tape.length - 1; k >= 0; k--) tape[k].sweep();
  gradient.set(variables.map(({ adjoint }) => adjoint));
  return result.value;
}
