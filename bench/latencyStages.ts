/** What happens between a keystroke and the picture that answers it, as the panel hears it. */

/** When the panel last heard something, in milliseconds since 1970. */
export interface Stages {
  /** That there is another version, with readouts and mostly with paths and map. */
  readonly heard: number;
  /** The last answer of the engine before the picture was there. */
  readonly answered: number;
}

/** In the panel: keeps the stages of the picture that is on its way as attributes of the body. */
export function stampMessages(body: Element): void {
  const stamp = (name: string) => body.setAttribute(name, String(performance.timeOrigin + performance.now()));
  window.addEventListener(
    'message',
    ({ data: sent }: MessageEvent) => {
      // With numbers beside it, what is said stands in an envelope.
      const data = sent?.$in ?? sent;
      if (body.hasAttribute('data-shown') && data?.name !== 'bound') return;
      if (data?.kind === 'event' && data.name === 'bound' && data.value?.binding?.kind === 'ready') stamp('data-heard');
      else if (data?.kind === 'ok' || data?.kind === 'partial' || data?.name === 'picture') stamp('data-answered');
    },
    true,
  );
}
