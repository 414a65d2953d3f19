/**
 * Exponentially weighted averages vₜ = βvₜ₋₁ + (1 − β)xₜ from v₀ = 0. With bias correction each is divided by 1 − βᵗ, the sum of
 * its weights (Kingma & Ba 2015, section 3): without it the first ones are too close to zero.
 */
export function exponentiallyWeighted(values: Float64Array, beta: number, biasCorrection: boolean): Float64Array {
  let average = 0;
  return values.map((value, i) => {
    average = beta * average + (1 - beta) * value;
    return biasCorrection ? average / (1 - beta ** (i + 1)) : average;
  });
}

/** About how many of the last values such an average is over: 1/(1 − β). */
export function averagingWindow(beta: number): number {
  return 1 / (1 - beta);
}
