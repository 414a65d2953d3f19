/** A draw from N(0, 1) out of two that are uniform on [0, 1) (Box & Muller 1958). */
export function standardNormal(uniform: () => number): number {
  const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
  return radius * Math.cos(2 * Math.PI * uniform());
}
