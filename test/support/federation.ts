/**
 * Three real servers that federate on loopback by certificates, with people on each: the organisation's, a partner's of the
 * other kind, and a third with several domains. Nothing of the machine is needed or changed: each has its own names.
 *
 * | domain | what it is | server |
 * |---|---|---|
 * | `HOME` | the organisation, with the policy, and a service `CONFERENCE` | Prosody with the kit, or ejabberd with the generated rules |
 * | `PARTNER` | to be trusted | the other of the two |
 * | `OTHER`, `SISTER`, `BOOKS` | a stranger; to stand under Domain(s); one with an umlaut | Prosody |
 * | `LABS`, `BELOW` | below `HOME`, and below `OTHER` | the same |
 */
import { federationRules } from '../../src/admin/deployment/federation-rules.js';
import { Authority } from '../servers/certificates.js';
import { Ejabberd } from '../servers/ejabberd.js';
import { listedDomain, type Administrator, type PolicyDraft } from '../servers/organisation.js';
import { reservePort } from '../servers/processes.js';
import { Prosody } from '../servers/prosody.js';
import type { FederationPlace } from '../servers/xmpp-server.js';
import { HOME, Scene } from './scene.js';

export { HOME };
export const CONFERENCE = `conference.${HOME}`;
export const PARTNER = 'partner.example';
export const OTHER = 'other.example';
export const SISTER = 'sister.example';
export const BOOKS = 'bücher.example';
/** Below `OTHER`, which makes no difference. */
export const BELOW = `deep.${OTHER}`;
export const LABS = `labs.${HOME}`;
/** On the server of the organisation, and none of it. */
export const BESIDE = 'beside.example';

const THIRD = [OTHER, BELOW, SISTER, BOOKS, LABS];

export type FederatedServer = 'prosody' | 'ejabberd';

export interface Federation {
  readonly administrator: Administrator;
  readonly places: Readonly<Record<typeof HOME | typeof PARTNER | typeof OTHER, FederationPlace>>;
  /** The server of a domain, its people and their devices. */
  at(domain: string): Scene;
  /** Publishes a policy, and has the organisation's server follow it, as its administrator would. */
  decide(draft: PolicyDraft): Promise<void>;
  end(): Promise<void>;
}

/** Starts them; there is a node for the policy, and no policy. */
export async function startFederation(organisation: FederatedServer): Promise<Federation> {
  const authority = new Authority();
  // Each is told where the others will be, so they are held until their servers start.
  const reserved = [await reservePort(), await reservePort(), await reservePort()] as const;
  const [homePort, partnerPort, thirdPort] = reserved.map(({ port }) => port) as [number, number, number];
  const ports: Readonly<Record<string, number>> = {
    [HOME]: homePort,
    [CONFERENCE]: homePort,
    [BESIDE]: homePort,
    [PARTNER]: partnerPort,
    ...Object.fromEntries(THIRD.map((domain) => [listedDomain(domain).ascii, thirdPort])),
  };
  const place = (port: number): FederationPlace => {
    const domains = Object.keys(ports).filter((domain) => ports[domain] === port);
    return { port, ports, authority: authority.file, ...authority.issue(domains) };
  };
  const hosts = [
    { domain: HOME, pubsub: true, accounts: [] },
    { domain: BESIDE, accounts: [] },
  ];
  const partners = [{ domain: PARTNER, accounts: [] }];
  const places = {
    [HOME]: place(homePort),
    [PARTNER]: place(partnerPort),
    [OTHER]: place(thirdPort),
  };
  await reserved[0].release();
  const ours =
    organisation === 'prosody'
      ? await Prosody.start({
          hosts,
          kit: true,
          federation: places[HOME],
          extraConfig: `admins = { "admin@${HOME}" }\nComponent "${CONFERENCE}" "muc"`,
        })
      : await Ejabberd.start({ hosts, federation: places[HOME], rules: rulesOf({}) });
  await reserved[1].release();
  const theirs =
    organisation === 'prosody'
      ? await Ejabberd.start({ hosts: partners, federation: places[PARTNER] })
      : await Prosody.start({ hosts: partners, federation: places[PARTNER] });
  await reserved[2].release();
  const third = await Prosody.start({
    hosts: THIRD.map((domain) => ({ domain, accounts: [] })),
    federation: places[OTHER],
  });
  const [home, partner, others] = [Scene.on(ours), Scene.on(theirs), Scene.on(third)];
  const at = (domain: string): Scene => ({ [HOME]: home, [BESIDE]: home, [PARTNER]: partner })[domain] ?? others;
  const administrator = await at(HOME).administrator(HOME);
  return {
    administrator,
    places,
    at,
    decide: async (draft) => {
      await administrator.publish(draft);
      if (ours instanceof Ejabberd) await ours.replaceRules(rulesOf(draft));
    },
    end: async () => {
      for (const scene of [others, partner, home]) await scene.end();
      authority.remove();
    },
  };
}

function rulesOf({ domains = [], federation = { mode: 'open' }, groups = [] }: PolicyDraft): string {
  return federationRules({
    domain: HOME,
    listedDomains: domains.map(listedDomain),
    federation: federation.mode,
    trusted: (federation.trusted ?? []).map(listedDomain),
    refused: (federation.refused ?? []).map(listedDomain),
    groups,
  });
}
