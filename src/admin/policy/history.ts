/** What lies on the policy node, as the history of the policy. */
import { bareJid } from '../../core/jid.js';
import { readPolicyForm, readPublication, type Publication } from '../../xmpp/policy-form.js';
import type { PubsubItem } from '../../xmpp/xep0060-pubsub.js';
import type { Revision } from './revision.js';

/** One publication. `publisher` counts before what the publication claims. */
export function readRevision({ id, payload, publisher }: PubsubItem): Revision {
  const parsed = readPolicyForm(payload);
  const said = readPublication(payload);
  const proven = publisher === undefined ? undefined : bareJid(publisher);
  const claimed = said.publisher === undefined ? undefined : bareJid(said.publisher);
  const jid = proven ?? claimed;
  return {
    id,
    revision: said.revision,
    parent: said.parent,
    draft: parsed.ok ? draftOf(parsed.policy, said) : undefined,
    errors: parsed.ok ? [] : parsed.errors,
    publisher: jid === undefined ? undefined : { jid, isProven: proven !== undefined },
    at: said.published,
  };
}

/**
 * The items of a node, newest first. Services list them in either order (Prosody 0.12.3 and ejabberd 23.01 the
 * oldest first); `inForce` is the one that is given out to whoever asks for one, as clients do. Undefined if it is
 * at neither end: then somebody has published in between.
 */
export function newestFirst(items: readonly PubsubItem[], inForce: string): readonly PubsubItem[] | undefined {
  if (items.at(-1)?.id === inForce) return items.toReversed();
  return items[0]?.id === inForce ? items : undefined;
}

/** The number of the revision that follows on all that there are. */
export function nextRevision(revisions: readonly Revision[]): number {
  return 1 + Math.max(0, ...revisions.map(({ revision }) => revision));
}

function draftOf(
  policy: Extract<ReturnType<typeof readPolicyForm>, { ok: true }>['policy'],
  { domains, trusted, refused, groupOthers, others }: Publication,
): Revision['draft'] {
  const { allowUserOptions, handling, addBack, temporaryAvailability } = policy;
  const { federation, logging } = policy;
  const groups = policy.groups.map((group, place) => {
    const later = groupOthers.get(place);
    return { ...group, members: once(group.members), ...(later ? { others: later } : {}) };
  });
  const draft = {
    allowUserOptions,
    handling,
    addBack,
    temporaryAvailability,
    domains,
    federation: federation.mode,
    trusted,
    refused,
    logging: logging.mode,
    loggingDays: logging.days,
    loggingAlways: once(logging.always),
    loggingNever: once(logging.never),
    groups,
  };
  return others.length > 0 ? { ...draft, others } : draft;
}

/** Another tool may have listed somebody twice. */
function once(people: readonly string[]): readonly string[] {
  return [...new Set(people)];
}
