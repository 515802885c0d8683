/** What can be expected to fail says why; whoever throws has found a bug. */

/** What is wrong, for programs by its reason and for people by `faultText`. */
export interface Fault {
  readonly reason: FaultReason;
  /** Which host, file or code it is about; never a secret, nor the text of a message. */
  readonly detail: string;
}

export type Result<T = undefined> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: Fault };

export const DONE: Result = { ok: true, value: undefined };

export function failed(reason: FaultReason, detail = ''): { readonly ok: false; readonly fault: Fault } {
  return { ok: false, fault: { reason, detail } };
}

export type FaultReason = keyof typeof TEXTS;

/** What has happened, and what to do about it; `%` stands for the detail. */
const TEXTS = {
  'host-not-found': 'There is no host % in the DNS. Look at how it is written.',
  'host-unreachable': '% cannot be reached. Look at the network, and at firewalls between the two.',
  'connection-refused': 'Nobody listens at %. Look at the port, and whether the service runs.',
  'connection-lost': 'The connection to % ended before an answer came. It is tried again.',
  'no-answer': '% does not answer in time. Look at the port, and whether something else listens there.',
  'tls-not-spoken': '% does not speak TLS on this port. Choose STARTTLS, or the port for TLS (465).',
  'starttls-not-offered': '% does not offer STARTTLS. Enable it there, or choose the port that begins with TLS.',
  'certificate-expired': 'The certificate of % has expired. Renew it there.',
  'certificate-not-yet-valid': 'The certificate of % is not valid yet. Look at the clocks of both machines.',
  'certificate-name':
    'The certificate of % is for another name. Write the name that stands in it, or have it issued anew.',
  'certificate-self-signed':
    'The certificate of % is signed by itself. Name it as CA file, or install one that an authority has issued.',
  'certificate-unknown-issuer':
    'The certificate of % comes from an authority that is not known here. Name the CA file.',
  'certificate-refused': 'The certificate of % is not accepted.',
  'ca-file-unreadable': 'The CA file cannot be read: %. Look at its path and its permissions.',
  'ca-file-invalid': 'The CA file holds no certificates in PEM: %.',
  'login-refused': '% refuses the user name or the password.',
  'login-not-offered': '% offers no login over this connection. Leave the user name empty, or enable login there.',
  'login-required': '% wants a login. Give a user name and a password.',
  'sender-refused': 'The mail server refuses the sender: %.',
  'recipient-refused':
    'The mail server refuses the recipient: %. Look at the address, and whether it may be written to.',
  'message-refused': 'The message was refused: %. Nothing goes past it until it is taken.',
  'message-too-large':
    'The message is larger than what is taken: %. Raise the limit there; nothing goes past it until then.',
  'temporarily-refused': 'The other side takes nothing just now: %. It is tried again.',
  'not-smtp': 'What listens at % does not speak SMTP. Look at the port.',
  'folder-not-allowed':
    'The folder % is in none of the folders that the configuration of the archiver names (“folders”). Add it there.',
  'folder-missing': 'There is no folder %. Create it, for the user that the archiver runs as.',
  'folder-not-a-folder': '% is not a folder.',
  'folder-not-writable': 'The archiver may not write into %. Give its user the permission.',
  'disk-full': 'The disk is full: %. Make room; nothing was skipped, and it goes on by itself.',
  'file-fault': 'A file could not be written: %.',
  'webhook-refused': 'The webhook answered %. It has to answer 200 to 299 to what it has kept.',
  'webhook-moved': 'The webhook answered that it is elsewhere: %. Give the address that it has moved to.',
  'webhook-unauthorised': 'The webhook refuses the token: %.',
  'webhook-not-found': 'The webhook answered %: there is nothing at this path.',
  'endpoint-missing': 'There is no endpoint % any more. Look at the list of them, and choose another one.',
  'endpoint-used': 'Somebody is on the endpoint % by now. Put them on another one first.',
  'database-missing':
    'There is no database file %. Look at the path. A new server makes the file with the first message.',
  'database-unreachable': 'The database cannot be reached: %. It is tried again.',
  'database-login-refused': 'The database refuses the user or the password: %.',
  'database-unknown': 'There is no such database: %.',
  'database-denied': 'The user may not read the archive: %. Grant SELECT on its table.',
  'database-no-archive':
    'The database has no table for the archive: %. Does the server keep its archive in SQL? A new one makes the table with the first message.',
  'database-busy': 'The database is locked: %. It is tried again.',
  'database-replica':
    'This database is a replica. Read from the one that the server writes to: here it cannot be told what is still being written.',
  'database-driver': 'The driver for the database is not installed: %.',
  'database-fault': 'The database answered with an error: %. It is tried again.',
  'archive-renumbered':
    'The archive has been replaced by one that counts anew: %. See “When the database is replaced” in the README.',
  'state-fault': 'The state folder cannot be read and written: %. Nothing is delivered until it can.',
  'state-unreadable': '% is damaged. Put back a copy of it.',
  'state-in-use': 'Another archiver uses the folder %. End it first.',
  'program-fault': 'The archiver has made a mistake: %. Report it, with what its log says of it. It is tried again.',
  'server-refused': 'The XMPP server refuses the component: %. Look at its name and its secret on both sides.',
  'server-unreachable': 'The XMPP server cannot be reached: %. Messages are archived all the same.',
} as const;

export function faultText({ reason, detail }: Fault): string {
  return TEXTS[reason].replace('%', () => detail);
}
