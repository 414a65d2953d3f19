/** Two ends of a wire as it is between host and webview: JSON, with typed arrays beside it. */
import type { Transport } from '../../../src/protocol/channel';
import { hostEnd, webviewEnd } from '../../../src/protocol/jsonTransport';

export interface Ends {
  readonly host: Transport;
  readonly webview: Transport;
  /** As they cross, from either end. */
  readonly crossed: unknown[];
}

export function wire(): Ends {
  const crossed: unknown[] = [];
  const [toHost, toWebview] = [new Set<(message: unknown) => void>(), new Set<(message: unknown) => void>()];
  const end = (out: typeof toHost, into: typeof toHost): Transport => ({
    send(message) {
      const copy = asJson(structuredClone(message));
      crossed.push(copy);
      queueMicrotask(() => {
        for (const listener of out) listener(copy);
      });
    },
    onMessage(listener) {
      into.add(listener);
      return () => into.delete(listener);
    },
  });
  return { host: hostEnd(end(toWebview, toHost)), webview: webviewEnd(end(toHost, toWebview)), crossed };
}

/** What JSON makes of it. */
function asJson(value: unknown): unknown {
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return Array.from(value, (item) => asJson(item) ?? null);
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(entries.map(([key, item]) => [key, asJson(item)]));
}
