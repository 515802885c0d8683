/** A real mail server for tests: Exim on a free port, in a folder of its own. What it takes stays in its queue. */
import type { ChildProcess } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Certificate } from './certificates.js';
import { giveTo } from './other-user.js';
import { accepts, freePort, start, stop, until } from './processes.js';

export interface EximOptions {
  /** Without one, it offers no TLS. */
  readonly certificate?: Certificate;
  /** TLS from the first octet on. */
  readonly tlsOnConnect?: boolean;
  /** Octets. */
  readonly largest?: number;
}

export const MAIL_LOGIN = { username: 'archiver', password: 'swordfish' };
export const MAIL_ADDRESS = 'archive@mail.example';
const USER = 'Debian-exim';

export class Exim {
  readonly port: number;
  readonly #folder: string;
  #process: ChildProcess | undefined;

  private constructor(folder: string, port: number) {
    this.#folder = folder;
    this.port = port;
  }

  static async start(options: EximOptions = {}): Promise<Exim> {
    const folder = mkdtempSync(join(tmpdir(), 'im-exim-'));
    const server = new Exim(folder, await freePort());
    for (const name of ['spool', 'log', 'tls']) mkdirSync(join(folder, name));
    const { certificate } = options;
    if (certificate) {
      copyFileSync(certificate.certificate, join(folder, 'tls/certificate.pem'));
      copyFileSync(certificate.key, join(folder, 'tls/key.pem'));
    }
    for (const name of ['spool', 'log', 'tls']) giveTo(USER, join(folder, name));
    // It reads no configuration that anybody else could have written.
    writeFileSync(join(folder, 'exim.conf'), configuration(folder, server.port, options), { mode: 0o644 });
    chmodSync(folder, 0o755);
    await server.run();
    return server;
  }

  async run(): Promise<void> {
    const child = start(existsSync('/usr/sbin/exim4') ? 'exim4' : 'exim', [
      '-C',
      join(this.#folder, 'exim.conf'),
      '-bdf',
    ]);
    const output: string[] = [];
    child.stderr?.on('data', (data: Buffer) => output.push(String(data)));
    this.#process = child;
    await until(async () => {
      if (child.exitCode !== null) throw new Error(`Exim did not start:\n${output.join('')}`);
      return accepts(this.port);
    }, 'Exim to accept connections');
  }

  /** As a crash would, with the processes that it has for its connections: they are in its group of processes. */
  async kill(): Promise<void> {
    const child = this.#process;
    child?.kill('SIGKILL');
    await until(() => child?.signalCode !== null, 'Exim to be gone');
  }

  async stop(): Promise<void> {
    if (this.#process) await stop(this.#process);
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** The ids of the mails that it has taken, in the order in which it did. */
  get accepted(): readonly string[] {
    return [...this.#log.matchAll(/ <= \S+ .*? id=(\S+)/g)].map(([, id = '']) => id);
  }

  /** A mail as it lies in the queue: its header and its body. */
  mail(id: string): string {
    const [, name = ''] =
      new RegExp(`^\\S+ \\S+ (\\S+) <= .* id=${id.replace(/[.+]/g, '\\$&')}(?: |$)`, 'm').exec(this.#log) ?? [];
    const read = (part: string): string => readFileSync(join(this.#folder, 'spool/input', `${name}-${part}`), 'utf8');
    return `${read('H')}\n${read('D')}`;
  }

  get #log(): string {
    try {
      return readFileSync(join(this.#folder, 'log/main'), 'utf8');
    } catch {
      return '';
    }
  }
}

function configuration(folder: string, port: number, { certificate, tlsOnConnect, largest }: EximOptions): string {
  const tls = certificate
    ? `tls_advertise_hosts = *
tls_certificate = ${folder}/tls/certificate.pem
tls_privatekey = ${folder}/tls/key.pem
${tlsOnConnect ? `tls_on_connect_ports = ${port}` : ''}`
    : 'tls_advertise_hosts =';
  return `primary_hostname = mail.example
${process.getuid?.() === 0 ? `exim_user = ${USER}\nexim_group = ${USER}` : ''}
spool_directory = ${folder}/spool
log_file_path = ${folder}/log/%s
pid_file_path = ${folder}/exim.pid
daemon_smtp_ports = ${port}
local_interfaces = 127.0.0.1
queue_only = true
keep_environment =
smtp_accept_max = 50
host_lookup =
rfc1413_hosts =
message_size_limit = ${largest ?? 50_000_000}
${tls}
acl_smtp_rcpt = recipients
acl_smtp_data = accept
begin acl
recipients:
  deny message = Log in first
       !authenticated = *
  accept local_parts = archive
  deny message = No such mailbox
begin routers
none:
  driver = redirect
  data = :blackhole:
begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = \${if and{{eq{$auth2}{${MAIL_LOGIN.username}}}{eq{$auth3}{${MAIL_LOGIN.password}}}}}
  server_set_id = $auth2
  server_advertise_condition = \${if def:tls_in_cipher}
`;
}
