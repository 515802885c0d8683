/** What installs the archiver, ready to copy; its README says the same at length. */
import { usualAddress } from './find-archiver.js';

/** On the machine of the server, as root. */
export const INSTALL = `npm install --prefix /opt/im-archiver im-contact-requests libsql
useradd --system --home-dir /var/lib/im-archiver im-archiver
install -d -o im-archiver -g im-archiver -m 700 /var/lib/im-archiver /etc/im-archiver
openssl rand -hex 24 | install -o im-archiver -g im-archiver -m 600 /dev/stdin /etc/im-archiver/secret
cat /etc/im-archiver/secret
`;

/** Checks what was written, starts it, and has it started with the machine. */
export const START = `runuser -u im-archiver -- /opt/im-archiver/node_modules/.bin/im-archiver --config /etc/im-archiver/config.json --check
systemctl enable --now im-archiver
`;

export const CONFIG_FILE = 'config.json';
export const SERVICE_FILE = 'im-archiver.service';

export const SERVICE = `[Unit]
Description=Archives messages
After=network-online.target
Wants=network-online.target

[Service]
User=im-archiver
ExecStart=/opt/im-archiver/node_modules/.bin/im-archiver --config /etc/im-archiver/config.json
Restart=always
RestartSec=5
UMask=0077
NoNewPrivileges=yes
PrivateTmp=yes
ProtectSystem=strict
ProtectHome=yes
# Folders that endpoints write to are added here, and under "folders" of config.json.
ReadWritePaths=/var/lib/im-archiver

[Install]
WantedBy=multi-user.target
`;

/** The lines for the server: its archive in SQL, and the component. */
export function serverLines(domain: string): { readonly prosody: string; readonly ejabberd: string } {
  const component = usualAddress(domain);
  return {
    prosody: `-- Above the first VirtualHost; modules_enabled has "mam".
-- On Debian: apt install lua-dbi-sqlite3
sql = { driver = "SQLite3"; database = "prosody.sqlite" } -- or PostgreSQL
storage = { archive = "sql" } -- the rest stays where it is
-- Where VirtualHost "${domain}" has a "storage" of its own, as Deployment writes it, that one alone counts. Put it in there:
-- storage = { roster = "roster_journal"; archive = "sql" }
default_archive_policy = true
archive_expires_after = "4w" -- longer than the archiver will ever be down, and no less than IM Logging says

-- At the end.
Component "${component}"
  component_secret = "…" -- what the last command of step 1 has shown
`,
    ejabberd: `# The tables have to be there: Debian has them in /usr/share/ejabberd/sql/lite.sql (pg.sql).
sql_type: sqlite # or pgsql, with sql_server, sql_database, sql_username and sql_password
sql_database: /var/lib/ejabberd/ejabberd.sqlite
modules:
  mod_mam: # not here where im-contact-requests-logging.yml has it: add db_type there, after each change of it
    db_type: sql
    default: always
listen:
  - port: 5347
    ip: 127.0.0.1
    module: ejabberd_service
    hosts:
      ${component}:
        password: '…' # what the last command of step 1 has shown
`,
  };
}

/** The archiver's own configuration, for each server. */
export function archiverConfig(
  domain: string,
  account: string,
): { readonly prosody: string; readonly ejabberd: string } {
  const write = (server: 'prosody' | 'ejabberd', file: string): string => {
    const config = {
      domain,
      server,
      database: { type: 'sqlite', file },
      component: { name: usualAddress(domain), secretFile: '/etc/im-archiver/secret' },
      administrators: [account],
      state: '/var/lib/im-archiver',
    };
    return `${JSON.stringify(config, null, 2)}\n`;
  };
  return {
    prosody: write('prosody', '/var/lib/prosody/prosody.sqlite'),
    ejabberd: write('ejabberd', '/var/lib/ejabberd/ejabberd.sqlite'),
  };
}
