/** What tests need of an XMPP server, whichever it is; `start-server.ts` starts the one that is wanted. */
import type { NodeAccess } from './organisation.js';
import type { StoredRoster } from './stored-roster.js';

export interface Account {
  readonly username: string;
  readonly password: string;
}

export interface HostConfig {
  readonly domain: string;
  readonly accounts: readonly Account[];
  /** Serves the policy node at `pubsub.<domain>`; its administrators own it. */
  readonly pubsub?: boolean;
  /** User names of its administrators; `admin` if left out. */
  readonly administrators?: readonly string[];
  /** More pubsub services of the same domain, for what must not be. */
  readonly otherPubsub?: readonly string[];
  /** The best that is offered for signing in, if not SCRAM-SHA-256. */
  readonly bestMechanism?: 'SCRAM-SHA-1' | 'PLAIN';
}

/** The addresses of a host's administrators. */
export function administratorsOf({ domain, administrators = ['admin'] }: HostConfig): string[] {
  return administrators.map((username) => `${username}@${domain}`);
}

/** What a service answers while it fails: an RFC 6120 condition, or nothing at all. */
export type Failure = 'service-unavailable' | 'forbidden' | 'internal-server-error' | 'silence';

/** What a server may lack: blocking (XEP-0191), nodes of people's own (XEP-0163). */
export type Lack = 'blocking' | 'pep';

/** A database, as the servers' own settings name it; the user is one that needs no password. */
export type SqlArchive =
  | { readonly type: 'sqlite'; readonly file: string }
  | { readonly type: 'postgresql'; readonly port: number; readonly database: string; readonly user: string };

export interface ServerConfig {
  readonly hosts: readonly HostConfig[];
  readonly lacks?: readonly Lack[];
  /** Takes reports with blocks (XEP-0377), says so, and writes them to its log. */
  readonly reports?: boolean;
  /** People can be searched for (XEP-0055): on Prosody by the server kit, on ejabberd at `vjud.<domain>`. */
  readonly directory?: boolean;
  /** Thousands of requests will wait at once: nothing that costs more with each of them. */
  readonly crowded?: boolean;
  /** With the settings that it comes with, where ours are for many requests: to see what those are good for. */
  readonly asShipped?: boolean;
  /** Keeps the archive of messages in a database of SQL, whose tables are there (on Prosody it makes them). */
  readonly archive?: SqlArchive;
  /** A service of rooms (XEP-0045), which keep what is said in them. */
  readonly rooms?: string;
  /** External components (XEP-0114) by domain, with their secrets. */
  readonly components?: Readonly<Record<string, string>>;
}

/** Where a server is for other servers, and they for it: ports of 127.0.0.1, and files with certificates. */
export interface FederationPlace {
  readonly port: number;
  /** Those of the others, by A-label. */
  readonly ports: Readonly<Record<string, number>>;
  readonly certificate: string;
  readonly key: string;
  /** Certificate and key in one file. */
  readonly both: string;
  /** The certificate of whom all of them trust. */
  readonly authority: string;
}

export interface XmppServer {
  /** The WebSocket endpoint of all its domains. */
  readonly service: string;
  readonly port: number;
  readonly componentPort: number;
  readonly pid: number;
  readonly nodeAccess: NodeAccess;
  /** A request that waits keeps everything that came with it, not the text alone. */
  readonly keepsWholeRequests: boolean;

  /** Starts the process again after `kill` or `quit`, on the same ports and data. */
  run(): Promise<void>;
  /** As a crash would. */
  kill(): Promise<void>;
  /** As its administrator would: what it keeps is written first. */
  quit(): Promise<void>;
  stop(): Promise<void>;

  /** Makes an account, or gives one that there is another password. */
  addAccount(domain: string, account: Account): Promise<void>;
  /** The contact list of an account as the server keeps it. */
  storedRoster(jid: string): Promise<StoredRoster>;
  /** Resolves when what the server keeps of `jid` about `contact` outlives a crash of it. */
  written(jid: string, contact: string): Promise<void>;
  /** How often clients of `from` have sent `to` a presence of this type, whatever became of it. */
  timesSent(type: string, from: string, to: string): Promise<number>;
  /** How often a client has resumed its stream (XEP-0198). */
  resumptions(): Promise<number>;

  /** From now on a pubsub service, or the private nodes of a domain's people, fail. */
  fail(host: string, failure: Failure): Promise<void>;
  recover(host: string): Promise<void>;
  log(): Promise<string>;
}
