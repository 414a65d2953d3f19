/** Numbers objects in the order in which they are met, so that they can be told apart in a text. */
export class Numbering {
  private readonly known = new WeakMap<object, number>();
  private count = 0;

  of(thing: object): number {
    const number = this.known.get(thing) ?? ++this.count;
    this.known.set(thing, number);
    return number;
  }
}
