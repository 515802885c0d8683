/** What became of something that was asked of the server. */
export type Outcome<T = undefined> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: AdminProblem };

export type AdminProblem =
  /** The connection is gone; nothing is known of what was asked. */
  | { readonly kind: 'offline' }
  | { readonly kind: 'timeout' }
  /** The server says that this account may not. */
  | { readonly kind: 'forbidden' }
  /** The server has nothing that does this. */
  | { readonly kind: 'not-offered' }
  | { readonly kind: 'exists' }
  | { readonly kind: 'not-found' }
  /** `condition` of RFC 6120 §8.3.3, or of XEP-0050; `text` is the server's own, in its language, to be shown as such. */
  | { readonly kind: 'refused'; readonly condition: string; readonly text?: string };

export function done<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

export function failed(problem: AdminProblem): { readonly ok: false; readonly problem: AdminProblem } {
  return { ok: false, problem };
}

/** Nothing is known of what was asked: it may have been done, or not. */
export function isUnheard({ kind }: AdminProblem): boolean {
  return kind === 'offline' || kind === 'timeout';
}

const PROBLEMS: Readonly<Record<string, AdminProblem>> = {
  disconnected: { kind: 'offline' },
  timeout: { kind: 'timeout' },
  forbidden: { kind: 'forbidden' },
  'not-allowed': { kind: 'forbidden' },
  'not-authorized': { kind: 'forbidden' },
  'service-unavailable': { kind: 'not-offered' },
  'feature-not-implemented': { kind: 'not-offered' },
  conflict: { kind: 'exists' },
  'item-not-found': { kind: 'not-found' },
};

/** The problem that the condition of an error stands for. */
export function problemOfCondition(condition: string): AdminProblem {
  return PROBLEMS[condition] ?? { kind: 'refused', condition };
}
