/** Where the surface is looked at from. */
export interface Orbit {
  /** Degrees round the vertical, from the first axis towards the second. */
  readonly azimuth: number;
  /** Degrees above the horizon. */
  readonly elevation: number;
  /** 1: all of the room in view. */
  readonly zoom: number;
}

export const homeOrbit: Orbit = { azimuth: -58, elevation: 32, zoom: 1 };

/** Never from below, where the floor would hide the surface; nor from straight above, where left and right lose their sense. */
const [lowest, highest] = [4, 88];
const [farthest, nearest] = [0.6, 5];

const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value));

export function turned({ azimuth, elevation, zoom }: Orbit, round: number, over: number): Orbit {
  const around = (((azimuth + round + 180) % 360) + 360) % 360;
  return { azimuth: around - 180, elevation: clamp(elevation + over, lowest, highest), zoom };
}

export const zoomed = (orbit: Orbit, factor: number): Orbit => ({ ...orbit, zoom: clamp(orbit.zoom * factor, farthest, nearest) });

export function isOrbit(value: unknown): value is Orbit {
  if (typeof value !== 'object' || value === null) return false;
  return 'azimuth' in value && 'elevation' in value && 'zoom' in value && Object.values(value).every(Number.isFinite);
}
