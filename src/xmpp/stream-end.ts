/** How a stream ends, and what an error of its negotiation means. */
import { NoSasl, NotGenuine, SentElsewhere, StreamError } from './negotiation.js';

/** Why a stream did not open, or ended. `condition` is of RFC 6120 §4.9.3 or §6.5. */
export type StreamEnd =
  | { readonly why: 'unreachable' }
  | { readonly why: 'timeout' }
  | { readonly why: 'refused'; readonly condition: string }
  | { readonly why: 'no-mechanism'; readonly offered: readonly string[] }
  | { readonly why: 'not-genuine' }
  | { readonly why: 'failed'; readonly error: Error }
  | { readonly why: 'stream-error'; readonly condition: string }
  | { readonly why: 'lost' }
  | { readonly why: 'closed' };

/** Thrown by `openStream`. */
export class StreamFailure extends Error {
  override readonly name = 'StreamFailure';
  readonly end: StreamEnd;
  constructor(end: StreamEnd) {
    super(end.why);
    this.end = end;
  }
}

/** What an error says of a stream; `offered` are the SASL mechanisms that the server had named. */
export function endOf(error: unknown, offered: readonly string[]): StreamEnd {
  if (error instanceof NotGenuine || error instanceof SentElsewhere) return { why: 'not-genuine' };
  if (error instanceof NoSasl) return { why: 'no-mechanism', offered: [] };
  if (error instanceof StreamError) return { why: 'stream-error', condition: error.condition };
  const { name, condition } = error as { name?: string; condition?: string };
  if (name === 'SASLError') {
    return condition ? { why: 'refused', condition } : { why: 'no-mechanism', offered };
  }
  return { why: 'failed', error: error instanceof Error ? error : new Error(String(error)) };
}
