/** The configuration lines that add what a server lacks: for Prosody 0.12 and for ejabberd 23.01, as `server-kit/README.md` has them. */
export interface Mend {
  readonly prosody: string;
  readonly ejabberd: string;
}

/** What there are lines for. */
export interface ServerLines {
  readonly service: Mend;
  readonly readers: Mend;
  readonly creators: Mend;
  readonly foreign: Mend;
  readonly publisherNames: Mend;
  readonly commands: Mend;
  readonly accountCommands: Mend;
  readonly invitations: Mend;
  readonly directory: Mend;
  readonly archive: Mend;
  readonly blocking: Mend;
  readonly pep: Mend;
  readonly streamManagement: Mend;
  readonly hostMeta: Mend;
  readonly manyRequests: Mend;
  readonly version: Mend;
}

/** `service` is the pubsub service, or the one that there is to be; `administrator` a bare JID. */
export function serverLines(domain: string, service: string, administrator: string): ServerLines {
  const prosodyModule = (name: string): string => `VirtualHost "${domain}"\n  modules_enabled = { "${name}" }`;
  const component = `Component "${service}" "pubsub"`;
  const policyHost = `policy.${domain}`;
  return {
    service: {
      prosody: [
        component,
        `  admins = { "${administrator}" }  -- they alone create nodes and publish`,
        '  autocreate_on_publish = false',
        '  expose_publisher = true  -- the history says who published',
        '  modules_disabled = { "s2s" }  -- nobody of another domain reads the policy',
        '  modules_enabled = { "pubsub_local_readers" }  -- from the server kit: your own people do',
      ].join('\n'),
      ejabberd: [
        `hosts: [${domain}, ${policyHost}]  # the second for the policy alone; it has no people`,
        'host_config:',
        `  ${policyHost}: { s2s_access: none }  # servers of other domains are refused there`,
        'append_host_config:',
        `  ${policyHost}:`,
        `    modules: { mod_pubsub: { host: ${service}, plugins: [flat], access_createnode: admins } }`,
        `acl: { admin: { user: ${administrator} } }`,
        'access_rules: { admins: { allow: admin } }  # they alone create nodes',
      ].join('\n'),
    },
    readers: {
      prosody: [
        component,
        '  modules_disabled = { "s2s" }',
        '  modules_enabled = { "pubsub_local_readers" }  -- from the server kit',
      ].join('\n'),
      ejabberd: ['host_config:', `  ${policyHost}: { s2s_access: none }  # the host that has ${service}`].join('\n'),
    },
    creators: {
      prosody: [component, `  admins = { "${administrator}" }`, '  autocreate_on_publish = false'].join('\n'),
      ejabberd: [
        `acl: { admin: { user: ${administrator} } }`,
        'access_rules: { admins: { allow: admin } }',
        'append_host_config:',
        `  ${policyHost}:`,
        `    modules: { mod_pubsub: { host: ${service}, plugins: [flat], access_createnode: admins } }`,
      ].join('\n'),
    },
    foreign: {
      prosody: [
        component,
        `  admins = { "${administrator}" }  -- they own every node of the service, this one too`,
      ].join('\n'),
      ejabberd: [
        '# No command of ejabberd takes a node away. A service of another name has none:',
        'append_host_config:',
        `  ${policyHost}:`,
        `    modules: { mod_pubsub: { host: rules.${domain}, plugins: [flat], access_createnode: admins } }`,
        `acl: { admin: { user: ${administrator} } }`,
        'access_rules: { admins: { allow: admin } }  # nobody else makes one there',
      ].join('\n'),
    },
    publisherNames: {
      prosody: `${component}\n  expose_publisher = true`,
      ejabberd: '# ejabberd 23.01 does not name publishers: the history says whom a revision claims to be from.',
    },
    commands: {
      prosody: `VirtualHost "${domain}"\n  admins = { "${administrator}" }\n  modules_enabled = { "admin_adhoc" }`,
      ejabberd: [
        `acl: { admin: { user: ${administrator} } }`,
        'access_rules: { configure: { allow: admin } }',
        'modules:',
        '  mod_adhoc: {}',
        '  mod_configure: {}',
      ].join('\n'),
    },
    accountCommands: {
      prosody: `${prosodyModule('account_commands')}  -- from the server kit`,
      ejabberd: 'modules:\n  mod_adhoc: {}\n  mod_configure: {}',
    },
    invitations: {
      prosody: `VirtualHost "${domain}"\n  modules_enabled = { "invites", "invites_adhoc", "invites_register" }`,
      ejabberd: '# ejabberd has mod_invites from 26.01 on.\nmodules:\n  mod_invites: {}',
    },
    directory: {
      prosody: `Component "search.${domain}" "vjud"\n  vjud_mode = "all"`,
      ejabberd: `modules:\n  mod_vcard: { host: vjud.${domain}, search: true }`,
    },
    archive: {
      prosody: `${prosodyModule('mam')}\n  default_archive_policy = true`,
      ejabberd: 'modules:\n  mod_mam: { default: always }',
    },
    blocking: {
      prosody: prosodyModule('blocklist'),
      ejabberd: 'modules:\n  mod_privacy: {}\n  mod_blocking: {}',
    },
    pep: {
      prosody: prosodyModule('pep'),
      ejabberd: [
        'append_host_config:',
        `  ${domain}:  # the service that comes with it is found by nobody`,
        `    modules: { mod_pubsub: { host: pep.${domain}.invalid, plugins: [pep], access_createnode: admins } }`,
      ].join('\n'),
    },
    streamManagement: {
      prosody: `${prosodyModule('smacks')}\n  smacks_hibernation_time = 300`,
      ejabberd: 'modules:\n  mod_stream_mgmt: { resume_timeout: 300, max_ack_queue: 50000 }',
    },
    hostMeta: {
      prosody: [
        `VirtualHost "${domain}"`,
        '  modules_enabled = { "websocket", "host_meta" }  -- the second from the server kit',
        `  host_meta_websocket_url = "wss://${domain}/xmpp-websocket"`,
        `-- and the web server of https://${domain}/ passes /.well-known/host-meta.json on to Prosody`,
      ].join('\n'),
      ejabberd: [
        'listen:',
        '  - port: 5443',
        '    module: ejabberd_http',
        '    tls: true',
        '    request_handlers:',
        '      /ws: ejabberd_http_ws',
        '      /.well-known/host-meta.json: mod_host_meta',
        `modules:\n  mod_host_meta: { websocket_url: "wss://${domain}/ws" }`,
        `# and the web server of https://${domain}/ passes /.well-known/host-meta.json on to ejabberd, and adds`,
        '# Access-Control-Allow-Origin: *',
      ].join('\n'),
    },
    manyRequests: {
      prosody: [
        'storage = { roster = "roster_journal" }  -- from the server kit; its header says how to begin with it',
        'gc = { mode = "generational" }  -- Lua 5.4',
      ].join('\n'),
      ejabberd: [
        'modules:  # and no mod_pres_counter, which drops answers beyond five a minute',
        '  mod_offline: {}',
        '  mod_roster: { versioning: true, store_current_id: true }  # else each answer reads the whole list',
        '  mod_stream_mgmt: { max_ack_queue: 50000 }  # else whoever has 5,000 requests waiting is thrown out',
      ].join('\n'),
    },
    version: { prosody: prosodyModule('version'), ejabberd: 'modules:\n  mod_version: {}' },
  };
}
