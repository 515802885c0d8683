/**
 * The proof: what somebody who may do nothing can do at the policy, tried as such a person. Whatever turns out to be
 * possible is undone at once, and changes nothing for anybody meanwhile: what is published, should the server let it
 * through, is what is in force already.
 */
import { POLICY_NODE } from '../../core/policy/schema.js';
import type { Element } from '../../xmpp/element.js';
import type { IqAnswer, IqOptions } from '../../xmpp/iq.js';
import { createSet, itemsGet, parseItems, publishSet, retractSet } from '../../xmpp/xep0060-pubsub.js';
import { deleteSet } from '../../xmpp/xep0060-pubsub-owner.js';
import type { Check } from './checks.js';
import type { ServerLines } from './lines.js';

/** Somebody's own stream. */
export interface PersonStream {
  get(payload: Element, options?: IqOptions): Promise<IqAnswer>;
  set(payload: Element, options?: IqOptions): Promise<IqAnswer>;
  close(): Promise<void>;
}

const REFUSED = new Set(['forbidden', 'not-allowed', 'not-authorized', 'registration-required']);
const TITLES = {
  create: 'Makes a place of the same kind',
  read: 'Reads the policy',
  publish: 'Publishes a policy',
} as const;

/** Tries it on `service`, as whoever `person` is. */
export async function tryAsPerson(
  person: PersonStream,
  service: string,
  lines: ServerLines,
): Promise<readonly Check[]> {
  return [
    await tryToCreate(person, service, lines),
    await tryToRead(person, service, lines),
    await tryToPublish(person, service),
  ];
}

async function tryToCreate(person: PersonStream, to: string, { creators }: ServerLines): Promise<Check> {
  const check = { id: 'person-creates', title: TITLES.create };
  const why = 'Whoever may create nodes there can publish a policy before you do, or a second one beside yours.';
  const node = `urn:im-contact-requests:check:${crypto.randomUUID()}`;
  const created = await person.set(createSet(node, {}), { to });
  if (!created.ok) return refusal(check, created.condition, why);
  const gone = await person.set(deleteSet(node), { to });
  const rest = gone.ok ? '' : ` Its name is ${node}, and it could not be taken away again.`;
  return {
    ...check,
    state: 'missing',
    says: `An ordinary person could make a node on ${to}.${rest}`,
    why,
    mend: creators,
  };
}

async function tryToRead(person: PersonStream, to: string, { readers }: ServerLines): Promise<Check> {
  const check = { id: 'person-reads', title: TITLES.read };
  const why = 'What people cannot read does not count for them: everything prompts.';
  const read = await person.get(itemsGet(POLICY_NODE, 1), { to });
  if (read.ok) return { ...check, state: 'ok', says: 'An ordinary person can read it.', why };
  if (read.condition === 'item-not-found') return { ...check, state: 'unknown', says: 'There is no policy yet.', why };
  if (REFUSED.has(read.condition)) {
    return { ...check, state: 'missing', says: 'An ordinary person cannot read it.', why, mend: readers };
  }
  return unanswered(check, read.condition, why);
}

async function tryToPublish(person: PersonStream, to: string): Promise<Check> {
  const check = { id: 'person-publishes', title: TITLES.publish };
  const why = 'Whoever publishes there decides about the requests of everybody.';
  const read = await person.get(itemsGet(POLICY_NODE, 1), { to });
  const inForce = read.ok ? parseItems(read.stanza, POLICY_NODE).at(-1) : undefined;
  if (!inForce?.payload) return { ...check, state: 'unknown', says: 'It is tried once there is a policy.', why };
  const { payload } = inForce;
  const publish = (id: string): Promise<IqAnswer> => person.set(publishSet(POLICY_NODE, id, payload), { to });
  const says = 'An ordinary person could publish a policy. Creating its place here once more sets that right.';
  // Over itself, so that nothing is left; ejabberd refuses that where it takes new items.
  if ((await publish(inForce.id)).ok) return { ...check, state: 'missing', says, why };
  const id = crypto.randomUUID();
  const published = await publish(id);
  if (!published.ok) return refusal(check, published.condition, why);
  const gone = await person.set(retractSet(POLICY_NODE, id), { to });
  const rest = gone.ok ? '' : ` The history now has the same policy twice (${id}).`;
  return { ...check, state: 'missing', says: `${says}${rest}`, why };
}

type Named = Pick<Check, 'id' | 'title'>;

/** It is as it should be if the server said no; only then. */
function refusal(check: Named, condition: string, why: string): Check {
  if (REFUSED.has(condition)) return { ...check, state: 'ok', says: 'The server refuses it, as it should.', why };
  if (condition === 'item-not-found') return { ...check, state: 'unknown', says: 'There is no policy yet.', why };
  return unanswered(check, condition, why);
}

function unanswered(check: Named, condition: string, why: string): Check {
  return { ...check, state: 'unknown', says: `It could not be tried: the answer was “${condition}”.`, why };
}
