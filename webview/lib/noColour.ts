/**
 * In place of `@kurkle/color`, which chart.js asks only for colours between two frames of an animation and for those under the pointer.
 * Charts here have neither, so a colour stays as it is.
 */
export class Color {
  readonly valid = false;

  constructor(private readonly written: string) {}

  saturate(): this {
    return this;
  }

  darken(): this {
    return this;
  }

  hexString(): string {
    return this.written;
  }
}
