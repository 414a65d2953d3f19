/**
 * Peaks: three hills and three hollows, a landscape to look at before any theory.
 *
 * Three bumps of Gauss, moved and scaled. What the map says with lines the surface says with height; both are one grid of values.
 *
 * Look at: "Show surface", with the contours on its floor and the outlines on its walls; then the same in the map.
 * Try: walk round it by mouse or arrow keys. Start on each side of a ridge, and see which hollow the path runs into.
 * Source: the function `peaks` of MATLAB.
 * Panel: surface
 * Techniques: C5
 * Picture: plot --optimizer sgd --set learningRate=0.02 --set momentum=0.6
 *
 * @start [-0.4, 0.2]
 * @domain x -3..3, y -3..3
 */
export function peaks(x: number, y: number): number {
  const hills = 3 * (1 - x) ** 2 * Math.exp(-(x ** 2) - (y + 1) ** 2);
  const waves = 10 * (x / 5 - x ** 3 - y ** 5) * Math.exp(-(x ** 2) - y ** 2);
  return hills - waves - Math.exp(-((x + 1) ** 2) - y ** 2) / 3;
}
