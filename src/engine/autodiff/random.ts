/**
 * Uniform draws on [0, 1) from a seed: mulberry32 (T. Ettinger, public domain), 32 bits per draw. Small, and good enough
 * for a loss that calls `Math.random`.
 */
export class Random {
  constructor(private state: number) {}

  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }
}
