/** Milliseconds. */
const afterEdit = 100;

/** After an edit that brought its picture along, what refines that waits for typing to rest: the next edit would throw it away. */
export class Rest {
  private version: number | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly onOver: () => void) {}

  get over(): boolean {
    return this.timer === undefined;
  }

  /** @param version that the edit has made */
  begin(version: number): void {
    if (this.version === version) return;
    this.version = version;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.onOver();
    }, afterEdit);
  }
}
