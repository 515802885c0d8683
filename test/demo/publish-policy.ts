/** `npm run policy`: publishes a policy, for demo and tests, until there is a console. `--help` says how. */
import { parseArgs } from 'node:util';
import { ADD_BACK, HANDLINGS } from '../../src/core/policy/schema.js';
import { Administrator, NODE_ACCESS, listedDomain } from '../servers/organisation.js';
import { LABS, ORGANISATION } from './organisation.js';

const DEADLINE = 20_000;
const HELP = `Publishes a policy on the organisation's pubsub node.

  npm run policy -- --service ws://127.0.0.1:5280/xmpp-websocket [options]

  --service URL        the WebSocket address of the server (required)
  --domain NAME        the organisation's domain (${ORGANISATION})
  --password TEXT      of admin@NAME (admin)
  --fixed              clear "Allow users to set…": the handling below is in force for everybody
  --handling NAME      ${HANDLINGS.join(', ')} (accept-organization)
  --domains A,B        the listed domains (${ORGANISATION},${LABS})
  --add-back NAME      ${ADD_BACK.join(', ')} (listed)
  --access NAME        ${NODE_ACCESS.join(', ')} (whitelist): the access model of a node that is made; ejabberd needs open
  --delete             delete the node instead`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      service: { type: 'string' },
      domain: { type: 'string', default: ORGANISATION },
      password: { type: 'string', default: 'admin' },
      fixed: { type: 'boolean', default: false },
      handling: { type: 'string', default: 'accept-organization' },
      domains: { type: 'string', default: `${ORGANISATION},${LABS}` },
      'add-back': { type: 'string', default: 'listed' },
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
    domains: values.domains.split(',').filter(Boolean),
    addBack: oneOf('--add-back', ADD_BACK, values['add-back']),
  };
  policy.domains.forEach(listedDomain);
  const server = { service: values.service, nodeAccess: oneOf('--access', NODE_ACCESS, values.access) };
  const admin = await Administrator.signIn(server, values.domain, values.password);
  if (values.delete) {
    await admin.deleteNode();
    console.log('The policy node is deleted: every request prompts.');
  } else {
    if (!(await admin.hasNode())) await admin.createNode();
    console.log(`Published revision ${await admin.publish(policy)}.`);
    if (policy.domains.length === 0) console.log('No domain is listed: nobody counts as a colleague.');
  }
  await admin.close();
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
