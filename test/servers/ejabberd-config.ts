/**
 * The configuration of an ejabberd 23.01 for tests, as ejabberd.yml (of which JSON is a part). What an organisation
 * takes over from it stands in the README.
 */
import { administratorsOf, type FederationPlace, type HostConfig, type ServerConfig } from './xmpp-server.js';

export interface Ports {
  readonly port: number;
  readonly componentPort: number;
}

export interface EjabberdConfig {
  readonly listen: readonly object[];
  readonly modules: object;
  readonly [option: string]: unknown;
}

/** Modules of ours, in `ejabberd-modules`. */
export const OWN_MODULES = ['mod_witness', 'mod_outage', 'mod_reports'] as const;

/** It closes the stream of a client that has so much to acknowledge, present or not. */
const MOST_KEPT = 1000;
const LOOPBACK = { ip: '127.0.0.1' };

/** A host that an organisation had before. */
export const BESIDE = 'beside.example';

/** What an organisation has in its own ejabberd.yml, on a loopback address, and the commands that tests give. */
export function ejabberdBase(port: number): EjabberdConfig {
  return {
    hosts: [BESIDE],
    loglevel: 'info',
    auth_method: ['internal'],
    auth_password_format: 'scram',
    auth_scram_hash: 'sha256',
    acl: { admin: { user: [`admin@${BESIDE}`] } },
    access_rules: { configure: { allow: 'admin' } },
    modules: { mod_adhoc: {}, mod_configure: {}, mod_disco: {}, mod_last: {}, mod_ping: {}, mod_roster: {} },
    listen: [
      {
        ...LOOPBACK,
        port,
        module: 'ejabberd_http',
        request_handlers: {
          '/ws': 'ejabberd_http_ws',
          '/api': 'mod_http_api',
          '/.well-known/host-meta': 'mod_host_meta',
          '/.well-known/host-meta.json': 'mod_host_meta',
        },
      },
    ],
    api_permissions: { tests: { from: ['mod_http_api'], who: 'all', what: '*' } },
  };
}

/** What is added to a configuration for a server that federates. */
export function ejabberdFederation(
  config: { readonly listen: readonly object[]; readonly modules: object },
  place: FederationPlace | undefined,
): object {
  if (!place) return {};
  return {
    listen: [...config.listen, { ...LOOPBACK, port: place.port, module: 'ejabberd_s2s_in' }],
    certfiles: [place.both],
    ca_file: place.authority,
    s2s_cafile: place.authority,
    s2s_use_starttls: 'required',
    s2s_access: 'all',
    // Whom it could not reach, it tries again after so many seconds; as it comes, after minutes.
    s2s_max_retry_delay: 1,
    modules: { ...config.modules, mod_s2s_dialback: {}, mod_muc: {} },
  };
}

/** `hasArchive`: it is not in a file that is included. */
export function ejabberdConfig(config: ServerConfig, ports: Ports, hasArchive = true): EjabberdConfig {
  const { hosts, components = {} } = config;
  return {
    hosts: hosts.flatMap((host) => [host.domain, ...(servicesOf(host).length > 0 ? [policyHost(host)] : [])]),
    loglevel: 'info',
    auth_method: ['internal'],
    auth_password_format: 'scram',
    auth_scram_hash: 'sha256',
    listen: [
      {
        ...LOOPBACK,
        port: ports.port,
        module: 'ejabberd_http',
        request_handlers: { '/ws': 'ejabberd_http_ws', '/api': 'mod_http_api' },
      },
      ...(config.components ? [componentListener(components, ports)] : []),
    ],
    acl: { admin: { user: hosts.flatMap(administratorsOf) } },
    access_rules: { configure: { allow: 'admin' }, pubsub_createnode: { allow: 'admin' } },
    api_permissions: { tests: { from: ['mod_http_api'], who: 'all', what: '*' } },
    s2s_access: 'none',
    modules: modules(config, hasArchive),
    ...sqlOptions(config),
    host_config: Object.fromEntries(hosts.flatMap(hostOptions)),
    append_host_config: Object.fromEntries(hosts.flatMap((host) => hostModules(host, config))),
  };
}

function sqlOptions({ archive }: ServerConfig): object {
  if (!archive) return {};
  if (archive.type === 'sqlite') return { sql_type: 'sqlite', sql_database: archive.file };
  const { port, database, user } = archive;
  return {
    sql_type: 'pgsql',
    sql_server: '127.0.0.1',
    sql_port: port,
    sql_database: database,
    sql_username: user,
    sql_password: '',
  };
}

/** One password for all: with a list of hosts, each component that connects is sent what is for any of them. */
function componentListener(components: Readonly<Record<string, string>>, ports: Ports): object {
  const [password, ...others] = new Set(Object.values(components));
  if (others.length > 0) throw new Error('components of one listener have one secret');
  return {
    ...LOOPBACK,
    port: ports.componentPort,
    module: 'ejabberd_service',
    access: 'all',
    shaper_rule: 'none',
    password,
  };
}

function modules(config: ServerConfig, hasArchive: boolean): object {
  const { lacks = [], reports = false, directory = false, crowded = false, asShipped = false, archive, rooms } = config;
  return {
    mod_adhoc: {},
    mod_admin_extra: {},
    ...(lacks.includes('blocking') ? {} : { mod_blocking: {} }),
    mod_caps: {},
    mod_carboncopy: {},
    mod_client_state: {},
    mod_configure: {},
    mod_disco: {},
    mod_http_api: {},
    ...(hasArchive
      ? { mod_mam: { default: 'always', assume_mam_usage: true, ...(archive ? { db_type: 'sql' } : {}) } }
      : {}),
    ...(rooms ? { mod_muc: { hosts: [rooms], default_room_options: { mam: true } } } : {}),
    mod_offline: {},
    mod_ping: {},
    mod_privacy: {},
    mod_private: {},
    // Without the second, each push makes it read the whole list for its version.
    mod_roster: asShipped ? {} : { versioning: true, store_current_id: true },
    mod_stream_mgmt: asShipped ? {} : { resume_timeout: 300, max_ack_queue: crowded ? 50_000 : MOST_KEPT },
    mod_vcard: directory ? { search: true } : {},
    mod_witness: {},
    mod_outage: {},
    ...(reports ? { mod_reports: {} } : {}),
  };
}

/**
 * A host of its own for the policy service, because `s2s_access` is per host: with `none` its answers reach nobody of
 * another domain. The service's name makes it one of the organisation's own, as XEP-0030 lists them.
 */
function hostOptions(host: HostConfig): [string, object][] {
  return [
    [host.domain, host.bestMechanism ? MECHANISMS[host.bestMechanism] : {}],
    ...(servicesOf(host).length > 0 ? [[policyHost(host), { s2s_access: 'none' }] satisfies [string, object]] : []),
  ];
}

const MECHANISMS: Readonly<Record<NonNullable<HostConfig['bestMechanism']>, object>> = {
  'SCRAM-SHA-1': { auth_scram_hash: 'sha' },
  PLAIN: { disable_sasl_mechanisms: ['SCRAM-SHA-1', 'SCRAM-SHA-256', 'SCRAM-SHA-512'] },
};

function hostModules(host: HostConfig, { lacks = [] }: ServerConfig): [string, object][] {
  const services = servicesOf(host);
  // People's own nodes come with a service that nobody is to find: its name is outside of the domain.
  const pep = { host: `pep.${host.domain}.invalid`, plugins: ['pep'], ...NODES };
  const policy = { hosts: services, plugins: ['flat'], ...NODES };
  return [
    ...(lacks.includes('pep') ? [] : [[host.domain, { modules: { mod_pubsub: pep } }] satisfies [string, object]]),
    ...(services.length > 0
      ? [[policyHost(host), { modules: { mod_pubsub: policy } }] satisfies [string, object]]
      : []),
  ];
}

/** The administrator alone makes nodes; everybody has nodes of their own all the same. */
const NODES = { access_createnode: 'pubsub_createnode' };

const policyHost = ({ domain }: HostConfig): string => `policy.${domain}`;

function servicesOf({ domain, pubsub, otherPubsub = [] }: HostConfig): readonly string[] {
  return [...(pubsub ? [`pubsub.${domain}`] : []), ...otherPubsub];
}
