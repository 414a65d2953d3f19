/**
 * Rosenbrock's banana: a curved valley with a flat floor. The walls are a thousand times steeper than the floor, so
 * gradient descent must take steps short enough for the walls, and then hardly moves along the floor.
 *
 * Look at: κ, the condition number, at the minimum (about 2,500); the path of gradient descent, which drops into the
 * valley at once and then creeps; momentum, which gathers speed along the floor.
 * Formula: L = (1 − x)² + 100(y − x²)²
 * Try: momentum 0.9, Nesterov, L-BFGS, trust region: how many steps each needs along the floor.
 * Source: H. H. Rosenbrock, "An automatic method for finding the greatest or least value of a function", 1960.
 * Techniques: C6
 * Picture: plot --optimizer sgd --set learningRate=0.001 --optimizer sgd --set learningRate=0.0005 --set momentum=0.95 --optimizer lbfgs --set lineSearch=strongWolfe --set maxIter=1
 *
 * @start [-1.2, 1]
 * @domain x -2..2, y -1..3
 */
export function rosenbrock(x: number, y: number): number {
  return (1 - x) ** 2 + 100 * (y - x * x) ** 2;
}
