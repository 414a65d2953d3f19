import type { Fans } from './initialiser';

/** Glorot & Bengio 2010, equation 12, times the square of a gain: keeps the variance of values and of gradients, on average of the two. */
export const glorotVariance = ({ fanIn, fanOut }: Fans, gain: number): number => (2 * gain ** 2) / (fanIn + fanOut);

/** He et al. 2015, equations 10 and 15: keeps the variance of values through a ReLU with slope a below 0. */
export const heVariance = ({ fanIn }: Fans, slope: number): number => 2 / ((1 + slope ** 2) * fanIn);
