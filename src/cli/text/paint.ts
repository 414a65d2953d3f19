import type { PointKind } from '../../protocol/model';

/** The few colours and weights that the text output uses. */
const codes = { bold: [1, 22], dim: [2, 22], red: [31, 39], green: [32, 39], yellow: [33, 39], magenta: [35, 39], cyan: [36, 39] } as const;

export type Paint = { readonly [K in keyof typeof codes]: (text: string) => string };

/** Colour goes to terminals alone, and not there when NO_COLOR (no-color.org) is set to anything or the terminal is dumb. */
export function wantsColour(stream: { readonly isTTY?: boolean }, env: NodeJS.ProcessEnv): boolean {
  return stream.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb';
}

export function paintFor(colour: boolean): Paint {
  const wrap = (name: keyof typeof codes) => (text: string) =>
    colour ? `\u001b[${codes[name][0]}m${text}\u001b[${codes[name][1]}m` : text;
  return {
    bold: wrap('bold'),
    dim: wrap('dim'),
    red: wrap('red'),
    green: wrap('green'),
    yellow: wrap('yellow'),
    magenta: wrap('magenta'),
    cyan: wrap('cyan'),
  };
}

export function kindColour(paint: Paint, kind: PointKind | undefined): (text: string) => string {
  if (kind === 'minimum') return paint.green;
  return kind === undefined ? paint.bold : paint.magenta;
}
