/** What an organisation publishes so that other servers and clients find its server: SRV records (RFC 6120 §3.2.1, XEP-0368) and host-meta (XEP-0156). */
import { xml } from '../../xmpp/element.js';
import { serviceUrl } from '../../xmpp/service-url.js';
import { domainForms } from '../policy/domain-forms.js';

export const RECORD_FIELDS = [
  'host',
  'clientPort',
  'serverPort',
  'clientTlsPort',
  'serverTlsPort',
  'websocket',
] as const;
export type RecordField = (typeof RECORD_FIELDS)[number];
/** As typed. A port for direct TLS that is empty has no record. */
export type RecordsEntered = Readonly<Record<RecordField, string>>;

export interface ReadRecords {
  readonly errors: Readonly<Partial<Record<RecordField, string>>>;
  /** Undefined where something is wrong with what it is made of. */
  readonly dns: { readonly zone: string; readonly commands: string } | undefined;
  readonly hostMeta: { readonly json: string; readonly xml: string } | undefined;
}

/** Seconds for which others may remember a record. */
const TTL = 3600;

/** What stands there first, for a domain in either form. */
export function usualRecords(domain: string): RecordsEntered {
  return {
    host: `xmpp.${asciiForm(domain)}`,
    clientPort: '5222',
    serverPort: '5269',
    clientTlsPort: '',
    serverTlsPort: '',
    websocket: `wss://${asciiForm(domain)}/xmpp-websocket`,
  };
}

/** The records of a domain as lines of a zone file (RFC 1035 §5), the commands that look for them, and host-meta in both forms. */
export function readRecords(domain: string, entered: RecordsEntered): ReadRecords {
  const errors: Partial<Record<RecordField, string>> = {};
  const host = hostName(entered.host);
  if (!host) errors.host = 'Write the full name of the machine, such as xmpp.example.com: no IP address, no port.';
  const services = SERVICES.flatMap(({ service, field, mayBeLeftOut }) => {
    const typed = entered[field].trim();
    if (typed === '' && mayBeLeftOut) return [];
    const port = /^\d{1,5}$/.test(typed) ? Number(typed) : 0;
    if (port < 1 || port > 65_535) errors[field] = 'A port is a number from 1 to 65535.';
    return [{ name: `${service}._tcp.${asciiForm(domain)}.`, port }];
  });
  const dns = host !== undefined && Object.keys(errors).length === 0 ? dnsLines(services, host) : undefined;
  const href = serviceUrl(entered.websocket);
  if (!href) errors.websocket = 'The address begins with wss:// and has no user name in it.';
  return { errors, dns, hostMeta: href ? hostMetaFiles(href) : undefined };
}

function dnsLines(
  services: readonly { readonly name: string; readonly port: number }[],
  host: string,
): ReadRecords['dns'] {
  const widest = Math.max(...services.map(({ name }) => name.length));
  return {
    // RFC 2782: priority, weight, port, and a name that has an address itself.
    zone: lines(services.map(({ name, port }) => `${name.padEnd(widest)} ${TTL} IN SRV 0 5 ${port} ${host}.`)),
    commands: lines(services.map(({ name }) => `dig +short SRV ${name}`)),
  };
}

function hostMetaFiles(href: string): ReadRecords['hostMeta'] {
  const link = { rel: 'urn:xmpp:alt-connections:websocket', href };
  return {
    json: lines([JSON.stringify({ links: [link] }, null, 2)]),
    xml: lines([
      '<?xml version="1.0" encoding="utf-8"?>',
      '<XRD xmlns="http://docs.oasis-open.org/ns/xri/xrd-1.0">',
      `  ${xml('Link', link).toString()}`,
      '</XRD>',
    ]),
  };
}

const SERVICES: readonly {
  readonly service: string;
  readonly field: RecordField;
  readonly mayBeLeftOut: boolean;
}[] = [
  { service: '_xmpp-server', field: 'serverPort', mayBeLeftOut: false },
  { service: '_xmpp-client', field: 'clientPort', mayBeLeftOut: false },
  { service: '_xmpps-server', field: 'serverTlsPort', mayBeLeftOut: true },
  { service: '_xmpps-client', field: 'clientTlsPort', mayBeLeftOut: true },
];

/** As the DNS has it; undefined if it is no name of a machine. */
function hostName(typed: string): string | undefined {
  const name = typed.trim().replace(/\.$/u, '');
  const forms = name.includes('.') ? domainForms(name) : undefined;
  // The last label of a name is no number, as that of an IPv4 address is.
  return forms?.ok && !/(?:^|\.)\d+$/u.test(forms.domain.ascii) ? forms.domain.ascii : undefined;
}

/** Domains that are none of the internet, such as those of tests, stay as they are. */
function asciiForm(domain: string): string {
  const forms = domainForms(domain);
  return forms.ok ? forms.domain.ascii : domain;
}

function lines(all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}
