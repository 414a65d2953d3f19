import type { Transport } from '../../src/protocol/channel';
import { webviewEnd } from '../../src/protocol/jsonTransport';

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}
declare function acquireVsCodeApi(): VsCodeApi;

/** The host as a transport, and the state that VS Code keeps for this webview across reloads. */
export function connectHost(): { transport: Transport; loadState(): unknown; saveState(state: unknown): void } {
  const api = acquireVsCodeApi();
  const transport: Transport = {
    send: (message) => api.postMessage(message),
    onMessage(listener) {
      const receive = (event: MessageEvent<unknown>) => listener(event.data);
      window.addEventListener('message', receive);
      return () => window.removeEventListener('message', receive);
    },
  };
  return { transport: webviewEnd(transport), loadState: () => api.getState(), saveState: (state) => api.setState(state) };
}
