/** Accounts in numbers, as far as the server tells. */
import type { AccountSummary, Statistics } from '../accounts/account.js';

export interface AccountFigures {
  readonly all: number;
  /** Undefined where it is not known of everybody. */
  readonly deactivated: number | undefined;
  /** Accounts with at least one session. */
  readonly online: number | undefined;
}

/** Undefined if not even the number of accounts is known. The list goes first: it is what can be looked at. */
export function accountFigures(
  statistics: Statistics | undefined,
  accounts: readonly AccountSummary[] | undefined,
): AccountFigures | undefined {
  const all = accounts?.length ?? statistics?.registered;
  if (all === undefined) return undefined;
  const online = countIfKnown(accounts, ({ sessions }) => (sessions === undefined ? undefined : sessions > 0));
  return {
    all,
    deactivated: countIfKnown(accounts, ({ isDisabled }) => isDisabled),
    online: online ?? statistics?.online,
  };
}

function countIfKnown(
  accounts: readonly AccountSummary[] | undefined,
  is: (account: AccountSummary) => boolean | undefined,
): number | undefined {
  const verdicts = accounts?.map(is);
  return verdicts?.includes(undefined) ? undefined : verdicts?.filter(Boolean).length;
}
