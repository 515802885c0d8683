/** `npm run policy`: publishes a policy without the console. `--help` says how. */
import { parseArgs } from 'node:util';
import { ADD_BACK, FEDERATION_MODES, HANDLINGS } from '../../src/core/policy/schema.js';
import { Administrator, NODE_ACCESS, listedDomain, type PolicyDraft } from '../servers/organisation.js';
import { LABS, ORGANISATION } from './organisation.js';

const DEADLINE = 20_000;
const HELP = `Publishes a policy on the organisation's pubsub node, in place of all that was set before. Logging, temporary
availability and groups are set in the console alone, and are as they come after this.

  npm run policy -- --service ws://127.0.0.1:5280/xmpp-websocket [options]

  --service URL        the WebSocket address of the server (required)
  --domain NAME        the organisation's domain (${ORGANISATION})
  --user NAME          an account there that may publish (admin)
  --password TEXT      of that account (admin); better in the environment, as IM_PASSWORD
  --fixed              clear "Allow users to set…": the handling below is in force for everybody
  --handling NAME      ${HANDLINGS.join(', ')} (accept-organization)
  --domains A,B        the listed domains (the organisation's own; of the demo ${ORGANISATION},${LABS})
  --add-back NAME      ${ADD_BACK.join(', ')} (listed)
  --federation NAME    ${FEDERATION_MODES.join(', ')} (open): with which other domains people may have to do
  --trusted A,B        the domains that "listed" lets in
  --refused A,B        the domains that "open" keeps out
  --access NAME        ${NODE_ACCESS.join(', ')} (whitelist): the access model of a node that is made; ejabberd needs open
  --delete             delete the node instead`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      service: { type: 'string' },
      domain: { type: 'string', default: ORGANISATION },
      user: { type: 'string', default: 'admin' },
      password: { type: 'string', default: process.env.IM_PASSWORD ?? 'admin' },
      fixed: { type: 'boolean', default: false },
      handling: { type: 'string', default: 'accept-organization' },
      domains: { type: 'string' },
      'add-back': { type: 'string', default: 'listed' },
      federation: { type: 'string', default: 'open' },
      trusted: { type: 'string', default: '' },
      refused: { type: 'string', default: '' },
      access: { type: 'string', default: 'whitelist' },
      delete: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return;
  }
  if (!values.service) throw new Error(`--service is missing\n\n${HELP}`);
  const policy = {
    allowUserOptions: !values.fixed,
    handling: oneOf('--handling', HANDLINGS, values.handling),
    domains: listOf(values.domains ?? ownDomains(values.domain)),
    addBack: oneOf('--add-back', ADD_BACK, values['add-back']),
    federation: {
      mode: oneOf('--federation', FEDERATION_MODES, values.federation),
      trusted: listOf(values.trusted),
      refused: listOf(values.refused),
    },
  };
  const server = { service: values.service, nodeAccess: oneOf('--access', NODE_ACCESS, values.access) };
  const admin = await Administrator.signIn(server, values.domain, values.password, values.user);
  if (values.delete) {
    await admin.deleteNode();
    console.log('The policy node is deleted: every request prompts.');
  } else {
    if (!(await admin.hasNode())) await admin.createNode();
    console.log(`Published revision ${await admin.publish(policy)}, in place of all that was set before:`);
    console.log(inWords(policy));
  }
  await admin.close();
}

/** Throws at a domain that cannot be listed. */
function listOf(text: string): string[] {
  const domains = text.split(',').filter(Boolean);
  domains.forEach(listedDomain);
  return domains;
}

/** What is listed where nobody says it. */
function ownDomains(domain: string): string {
  return domain === ORGANISATION ? `${ORGANISATION},${LABS}` : domain;
}

/** What is in force now, for who published it to see whether they meant that. */
function inWords({
  allowUserOptions,
  handling,
  domains,
  addBack,
  federation,
}: Required<Omit<PolicyDraft, 'temporaryAvailability' | 'revision' | 'logging' | 'groups'>>): string {
  const people = allowUserOptions
    ? 'Each person chooses; until they do, contacts in the organization are accepted. Your --handling counts only with --fixed.'
    : `For everybody: ${handling}. Nobody can change it.`;
  const colleagues =
    domains.length === 0
      ? 'No domain is listed: nobody counts as a colleague.'
      : `In the organization: ${domains.join(', ')}.`;
  return `  ${people}\n  ${colleagues}\n  Asked in return: ${addBack}.\n  Federation: ${federation.mode}.`;
}

function oneOf<T extends string>(option: string, allowed: readonly T[], value: string): T {
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) throw new Error(`${option} is one of ${allowed.join(', ')}, not "${value}"`);
  return found;
}

const patience = setTimeout(() => fail(new Error('The server does not answer.')), DEADLINE);

main()
  .then(() => clearTimeout(patience))
  .catch(fail);

function fail(error: unknown): never {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1); // whatever is still open
}
