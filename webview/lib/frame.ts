/** Joins calls into one per animation frame. */
export function onAnimationFrame(run: () => void): () => void {
  let scheduled = false;
  return () => {
    if (scheduled) return;
    scheduled = true;
    requestAnimationFrame(() => {
      scheduled = false;
      run();
    });
  };
}

/** Resolves when what has been drawn so far is on screen. */
export function painted(): Promise<void> {
  return new Promise((resolve) =>
    requestAnimationFrame(() => {
      // A task that is posted in a frame runs when that frame has been handed to the screen.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve();
      port2.postMessage(undefined);
    }),
  );
}

/** Joins calls into one, after what else has changed is on screen: for what may follow the picture a frame later. */
export function afterPaint(run: () => void): () => void {
  let scheduled = false;
  return () => {
    if (scheduled) return;
    scheduled = true;
    void painted().then(() => {
      scheduled = false;
      run();
    });
  };
}
