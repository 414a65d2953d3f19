/** 128 + SIGINT, as shells have it. */
export const interruptedCode = 130;

/** 0: done. 1: the answer is no. 130: interrupted, with what there was. 2, bad input, is for errors alone. */
export type Answer = 0 | 1 | typeof interruptedCode;
