/** Where a request stands in the inbox, and whether a filter lets it through. */
import { invites, type Invitation } from './invitations.js';
import { isListed } from './policy/domains.js';
import { domainWarning, type DomainWarning } from './policy/lookalike.js';
import type { InForce } from './policy/handling.js';
import type { SubscriptionRequest } from './request.js';
import type { State, Waiting } from './state.js';
import type { Filter, RequestGroup } from './view.js';

/** What follows from a request and from what is in force; kept with the request until either changes. */
export interface Standing {
  readonly request: SubscriptionRequest;
  readonly inForce: InForce | undefined;
  readonly turnedAway: number | undefined;
  readonly group: RequestGroup;
  readonly warning: DomainWarning | null;
  /** Everything that a person may search for, in lower case. */
  readonly text: string;
}

export function standingOf(state: State, waiting: Waiting): Standing {
  const { request, standing } = waiting;
  const { inForce } = state;
  const turnedAway = state.turnedAway.get(request.jid);
  if (standing?.request === request && standing.inForce === inForce && standing.turnedAway === turnedAway) {
    return standing;
  }
  const warning = (inForce && domainWarning(request.domain, inForce.lookalikes)) ?? null;
  const text = `${request.jid}\n${request.nick}\n${request.note}`.toLowerCase();
  const group = groupOf(request, inForce, warning, turnedAway);
  return (waiting.standing = { request, inForce, turnedAway, group, warning, text });
}

/** The table of `view.ts`. */
function groupOf(
  { domain }: SubscriptionRequest,
  inForce: InForce | undefined,
  warning: DomainWarning | null,
  turnedAway: number | undefined,
): RequestGroup {
  if (warning) return 'lookalike';
  if (turnedAway !== undefined) return 'repeat';
  return inForce && isListed(domain, inForce.listed) ? 'colleague' : 'outside';
}

/** Whether a filter lets a request through. Its text is in lower case already (see `prepared`). */
export function passes({ group, domain, text }: Filter, standing: Standing): boolean {
  return (
    (group === null || standing.group === group) &&
    (domain === null || standing.request.domain === domain) &&
    (text === '' || standing.text.includes(text))
  );
}

/** A filter as `passes` wants it. */
export function prepared(filter: Filter): Filter {
  return { ...filter, text: filter.text.trim().normalize('NFC').toLowerCase() };
}

/** The invitation with which a request came, if it is one of ours and serves for it. */
export function invitationOf(state: State, { token, jid, since }: SubscriptionRequest): Invitation | undefined {
  const invitation = token === undefined ? undefined : state.invitations.get(token);
  return invitation && invites(invitation, jid, since) ? invitation : undefined;
}
