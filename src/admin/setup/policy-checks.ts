/** Checks of what the policy needs: a service, a node, and who may do what there. */
import { hasFeature } from '../../xmpp/xep0030-disco.js';
import { revisionsIn } from '../policy/revision.js';
import type { Check } from './checks.js';
import type { Facts } from './facts.js';
import type { ServerLines } from './lines.js';

type Judge = (facts: Facts, lines: ServerLines) => Promise<Omit<Check, 'id' | 'title'>>;

export const LOCAL_READERS = 'urn:im-contact-requests:kit:local_readers';

export const service: Judge = async ({ policy }, { service }) => {
  const state = await policy;
  const why = 'The policy lies on the publish-subscribe service (XEP-0060) that your server names as its own.';
  switch (state.kind) {
    case 'no-service':
      return { state: 'missing', says: 'Your server names no publish-subscribe service.', why, mend: service };
    case 'several':
      return {
        state: 'missing',
        says: `There is a policy on more than one service: ${state.services.join(', ')}.`,
        why: 'Nobody can tell which of them counts, so that everything prompts until one of them is gone.',
      };
    case 'unknown':
      return { state: 'unknown', says: 'There is no connection to the server now.', why };
    case 'unreadable':
      return { state: 'unknown', says: `${state.service} does not answer now.`, why };
    default:
      return { state: 'ok', says: `${state.service} is there.`, why };
  }
};

export const node: Judge = async (facts, lines) => {
  const state = await facts.policy;
  const why = 'The policy is a node of its own on that service, which your administrators own.';
  switch (state.kind) {
    case 'foreign': {
      const owners = state.owners.length > 0 ? `, but to ${state.owners.join(', ')}` : '';
      return {
        state: 'missing',
        says: `There is a policy on ${state.service}, and it does not belong to this account${owners}.`,
        why:
          'If they are administrators of yours, ask them to let you in. If they are not, they decide about requests ' +
          'of all your people: take the node away from them.',
        mend: lines.foreign,
      };
    }
    case 'no-node':
      return { state: 'warn', says: 'There is no policy yet. This console makes its place.', why };
    case 'ready': {
      const wrong = await facts.wrong;
      if (!wrong) return { state: 'unknown', says: 'Only its owners see how it is configured.', why };
      const names = Object.keys(wrong);
      if (names.length === 0) return { state: 'ok', says: 'It is there, configured as it should be.', why };
      return {
        state: 'warn',
        says: `It is there, but not configured as it should be: ${names.join(', ')}. This console can set that right.`,
        why,
      };
    }
    default:
      return { state: 'unknown', says: 'It cannot be seen without the service.', why };
  }
};

export const readers: Judge = async (facts, lines) => {
  const why = 'Your own people have to read the policy, and nobody else needs to.';
  const [software, model, info] = await Promise.all([facts.software, facts.accessModel, facts.serviceInfo]);
  if (!info) return { state: 'unknown', says: 'It cannot be seen without the service.', why, mend: lines.readers };
  if (software?.kind === 'prosody') {
    const admitsOwn = hasFeature(info, LOCAL_READERS);
    if (admitsOwn && model === undefined) {
      const says = 'Your own people may read what is there; whether others do cannot be seen by this account.';
      return { state: 'unknown', says, why, mend: lines.readers };
    }
    if (admitsOwn && model !== 'open') {
      return { state: 'ok', says: 'Your own people may read it, and nobody else.', why };
    }
    const says =
      model === 'open'
        ? 'Everybody whom the service admits may read it, people of other domains too if it takes their servers.'
        : 'The module that lets your own people read it does not say that it is there.';
    return { state: 'warn', says, why, mend: lines.readers };
  }
  return {
    state: 'unknown',
    says: 'The server does not tell whether people of other domains reach the service. Look for these lines.',
    why,
    mend: lines.readers,
  };
};

export const creators: Judge = async (facts, lines) => {
  const why = 'Whoever may create nodes there can publish a policy before you do, or a second one beside yours.';
  const software = await facts.software;
  if (software?.kind === 'prosody') {
    const says = 'On Prosody the administrators of the service alone create nodes, unless a module changes that.';
    return { state: 'ok', says, why };
  }
  const byDefault = software?.kind === 'ejabberd' ? ' By default it lets everybody.' : '';
  return {
    state: 'unknown',
    says: `The server does not tell who may.${byDefault} Check as an ordinary person, or look for these lines.`,
    why,
    mend: lines.creators,
  };
};

export const publishers: Judge = async (facts, lines) => {
  const why = 'They alone change the policy. Two owners are better than one: one of them may be away, or gone.';
  const [state, list] = await Promise.all([facts.policy, facts.publishers]);
  if (!list || list.size === 0) return { state: 'unknown', says: 'Only owners of the policy see who they are.', why };
  const names = [...list].map(([jid, affiliation]) => `${jid} (${affiliation})`).join(', ');
  const revisions = revisionsIn(state) ?? [];
  const isNamed = revisions.length === 0 || revisions.some(({ publisher }) => publisher?.isProven);
  if (isNamed) return { state: 'ok', says: `They are ${names}.`, why };
  return {
    state: 'warn',
    says: `They are ${names}. The service does not say who published what: the history has what each claims.`,
    why,
    mend: lines.publisherNames,
  };
};
