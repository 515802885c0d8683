/**
 * The configuration of the organisation's server as `server-kit/README.md` has it, written out for one organisation: a file that Prosody
 * 0.12 or ejabberd 23.01 includes beside what it has for ports, certificates and storage. Whatever comes from
 * outside stands in quotes and is escaped, so that it is a value and never more.
 */
import { bareJid } from '../../core/jid.js';
import { isListableDomain } from '../../core/policy/domains.js';
import type { ListedDomain } from '../../xmpp/policy-form.js';
import { FEDERATION_RULES_FILE } from './federation-rules.js';
import { LOGGING_RULES_FILE } from './logging-rules.js';
import { lua, luaList, yaml, yamlList } from './quoting.js';

export interface ServerConfigInput {
  /** The organisation's own, which its people sign in to. */
  readonly domain: string;
  /** Those under Domain(s). Their servers have to show a certificate, for the policy trusts their names. */
  readonly listedDomains: readonly ListedDomain[];
  /** Bare JIDs: they make the policy's node, publish, and manage accounts. */
  readonly administrators: readonly string[];
  /** Where browsers connect to, if the server is to tell another address than it would find by itself. */
  readonly websocketUrl?: string;
  /** Where the modules of the server kit are on Prosody's machine. */
  readonly prosodyModules?: string;
}

const PROSODY_MODULES = '/usr/local/lib/prosody/modules';
const NOBODY = 'nobody may set the policy before you name somebody here, such as "admin@example.com"';

/** A file for Prosody's `Include`. */
export function prosodyConfig(input: ServerConfigInput): string {
  const { domain, websocketUrl, prosodyModules = PROSODY_MODULES } = input;
  const { accounts, others } = administratorsOf(input);
  const listed = otherDomains(input);
  return lines(
    '-- What im-contact-requests needs of Prosody 0.12, beside your own prosody.cfg.lua (ports, certificates, storage).',
    '-- Debian: save this as /etc/prosody/conf.d/im-contact-requests.cfg.lua. Elsewhere: Include "im-contact-requests.cfg.lua"',
    '-- Then: prosodyctl check config, and restart Prosody.',
    '',
    '-- Here are the modules of the server kit. If your configuration has this option already, add the folder there instead.',
    `plugin_paths = { ${lua(prosodyModules)} }`,
    '-- With Lua 5.4, half the time goes where many requests wait.',
    'gc = { mode = "generational" }',
    '-- Only where a proxy on this machine ends TLS; without it, nobody could sign in through that proxy.',
    '-- consider_websocket_secure = true',
    '',
    `VirtualHost ${lua(domain)}`,
    others.length > 0 && `  -- Left out, for they are no addresses of people: ${luaList(others)}`,
    accounts.length === 0 && `  -- ${NOBODY}`,
    `  admins = ${luaList(accounts)}`,
    '  -- Beside those that you have for all hosts. If this host has such a list already, put these in there instead.',
    '  modules_enabled = {',
    '    "roster"; "saslauth"; "tls"; "disco"; "ping"; "offline"; -- what any client needs',
    '    "pep"; "blocklist"; "smacks"; "carbons"; -- own nodes, blocking, streams that survive a lost network',
    '    "websocket"; -- browsers come this way',
    '    "vcard"; "admin_adhoc"; "invites"; "invites_adhoc"; "invites_register"; -- accounts and invitations in the administration console',
    '    "account_commands"; "host_meta"; -- of the server kit: all accounts, disabling them; where the WebSocket is',
    '    "user_directory"; -- of the server kit: people search for each other',
    '    "federation_policy"; -- of the server kit: other domains get in and out as the policy says',
    '    "mam"; "logging_policy"; -- the archive of messages; of the server kit: it keeps what the policy says',
    '  }',
    '  modules_disabled = { "vcard_legacy" } -- it keeps profiles where the console cannot write them',
    '  -- For how long messages are kept is up to the policy: these two would remove them earlier.',
    '  archive_expires_after = "never"',
    '  storage_archive_item_limit = 1000000000 -- for each person; where Prosody keeps its data in files, it is 10,000 as it comes',
    '  -- Contact lists that stay quick however many requests wait. Leave it out if Prosody keeps its data in SQL.',
    '  storage = { roster = "roster_journal" }',
    websocketUrl !== undefined && '  -- What browsers are told to connect to (XEP-0156).',
    websocketUrl !== undefined && `  host_meta_websocket_url = ${lua(websocketUrl)}`,
    listed.length > 0 && '  -- The policy trusts these names, so their servers have to prove them with a certificate.',
    listed.length > 0 && `  s2s_secure_domains = ${luaList(listed)}`,
    '',
    '-- Where the policy is.',
    `Component ${lua(`pubsub.${domain}`)} "pubsub"`,
    `  admins = ${luaList(accounts)} -- they alone make nodes and publish`,
    '  autocreate_on_publish = false',
    '  autocreate_on_subscribe = false',
    '  expose_publisher = true -- so that the history can say who it was',
    '  modules_disabled = { "s2s" } -- nobody of another domain reads the policy',
    '  modules_enabled = { "pubsub_local_readers" } -- of the server kit: your own people do',
    `  pubsub_local_readers_host = ${lua(domain)}`,
  );
}

/** A file for ejabberd's `include_config_file`. */
export function ejabberdConfig(input: ServerConfigInput): string {
  const { domain, websocketUrl } = input;
  const { accounts, others } = administratorsOf(input);
  const listed = otherDomains(input);
  const policy = `policy.${domain}`;
  return lines(
    '# What im-contact-requests needs of ejabberd 23.01, beside your own ejabberd.yml (listen, certfiles, auth_method).',
    '# Save this beside it, with the files that say whom this server federates with and what it keeps of messages, add the lines',
    '#   include_config_file:',
    ...['im-contact-requests.yml', FEDERATION_RULES_FILE, LOGGING_RULES_FILE].map((file) => `#     - ${file}`),
    '# there, and take this domain out of its own "hosts". "listen" there wants an ejabberd_http with these request_handlers:',
    '#   /ws: ejabberd_http_ws',
    '#   /.well-known/host-meta: mod_host_meta',
    '#   /.well-known/host-meta.json: mod_host_meta',
    'hosts:',
    `  - ${yaml(domain)}`,
    `  - ${yaml(policy)} # for the policy alone; it has no people`,
    'host_config:',
    `  ${yaml(domain)}:`,
    '    # Servers of other domains encrypt, and those of the domains below show a certificate that is valid.',
    '    s2s_use_starttls: required',
    '    # All modules of this domain: those that ejabberd.yml has for every host do not count here. Add what else you use, such',
    '    # as mod_muc, and not mod_mam, which is in the file about messages, nor mod_pres_counter, which drops answers beyond five a minute.',
    '    modules:',
    '      mod_adhoc: {}',
    '      mod_blocking: {}',
    '      mod_caps: {}',
    '      mod_carboncopy: {}',
    '      mod_client_state: {}',
    '      mod_configure: {} # accounts in the administration console',
    '      mod_disco: {}',
    `      mod_host_meta: ${websocketUrl === undefined ? '{}' : `{websocket_url: ${yaml(websocketUrl)}}`} # where the WebSocket is`,
    '      mod_last: {}',
    '      mod_offline: {} # with it, requests that wait are given out to our clients, too',
    '      mod_ping: {}',
    '      mod_privacy: {}',
    '      mod_private: {}',
    "      # Everybody's own nodes. The service that comes with them is to be found by nobody, so its name is outside of the domain.",
    `      mod_pubsub: {host: ${yaml(`pep.${domain}.invalid`)}, plugins: [pep], access_createnode: im_administrators}`,
    '      mod_roster: {versioning: true, store_current_id: true} # else each answer reads the whole list',
    `      mod_s2s_dialback: ${listed.length > 0 ? '{access: im_dialback}' : '{}'}`,
    '      mod_stream_mgmt: {resume_timeout: 300, max_ack_queue: 50000} # else whoever has 5,000 requests waiting is thrown out',
    '      mod_vcard: {search: true}',
    `  ${yaml(policy)}:`,
    '    s2s_access: none # nobody of another domain reads the policy',
    '    modules:',
    '      mod_disco: {}',
    `      mod_pubsub: {host: ${yaml(`pubsub.${domain}`)}, plugins: [flat], access_createnode: im_administrators}`,
    'append_host_config:',
    `  ${yaml(domain)}:`,
    '    acl:',
    ...administratorAcl(accounts, others),
    listed.length > 0 &&
      '      # The policy trusts these names, so their servers have to prove them with a certificate.',
    listed.length > 0 && `      im_listed: {server: ${yamlList(listed)}}`,
    '    access_rules:',
    '      configure: {allow: im_administrators}',
    '      im_administrators: {allow: im_administrators}',
    listed.length > 0 && '      im_dialback: [{deny: im_listed}, {allow: all}]',
    `  ${yaml(policy)}:`,
    '    acl:',
    ...administratorAcl(accounts, []),
    '    access_rules:',
    '      im_administrators: {allow: im_administrators} # they alone make nodes',
  );
}

function administratorAcl(accounts: readonly string[], others: readonly string[]): (string | false)[] {
  return [
    others.length > 0 && `      # Left out, for they are no addresses of people: ${yamlList(others)}`,
    accounts.length === 0 && `      # ${NOBODY}`,
    `      im_administrators: {user: ${yamlList(accounts)}}`,
  ];
}

/** Only accounts can sign in, and ejabberd does not start with anything else in a list of them. */
function administratorsOf({ administrators }: ServerConfigInput): {
  readonly accounts: readonly string[];
  readonly others: readonly string[];
} {
  const isAccount = (jid: string): boolean => jid.includes('@') && bareJid(jid) === jid;
  return {
    accounts: administrators.filter(isAccount),
    others: administrators.filter((jid) => !isAccount(jid)),
  };
}

/** Both forms of the listed domains but our own: which one servers compare with differs. What is none is listed in vain. */
function otherDomains({ domain, listedDomains }: ServerConfigInput): readonly string[] {
  const others = listedDomains.filter(({ ascii, unicode }) => ascii !== domain && unicode !== domain);
  return [...new Set(others.flatMap(({ ascii, unicode }) => [ascii, unicode]))].filter(isListableDomain);
}

function lines(...all: readonly (string | false)[]): string {
  return `${all.filter((line) => line !== false).join('\n')}\n`;
}
