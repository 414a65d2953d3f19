/**
 * Rosenbrock's banana: a curved valley with a flat floor. The walls are a thousand times steeper than the floor, so
 * gradient descent must take steps short enough for the walls, and then hardly moves along the floor.
 *
 * Look at: κ, the condition number, at the minimum (about 2,500); the path of gradient descent, which drops into the
 * valley at once and then creeps; momentum, which gathers speed along the floor.
 *
 * H. H. Rosenbrock, "An automatic method for finding the greatest or least value of a function", 1960.
 *
 * @start [-1.2, 1]
 * @domain x -2..2, y -1..3
 */
export function rosenbrock(x: number, y: number): number {
  return (1 - x) ** 2 + 100 * (y - x * x) ** 2;
}
