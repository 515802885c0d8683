/** A roster as ejabberd 23.01 keeps it in Mnesia, of which `dump_table` writes a text. */
import type { StoredContact, StoredRoster } from './stored-roster.js';

/** `{roster, {User, Host, Contact}, {User, Host}, Contact, Name, Subscription, Ask, Groups, AskMessage, _}.` */
const RECORD = new RegExp(
  [
    String.raw`\{roster,\s*\{BIN,\s*BIN,\s*\{BIN,\s*BIN,\s*BIN\}\},`,
    String.raw`\s*\{BIN,\s*BIN\},\s*\{BIN,\s*BIN,\s*BIN\},\s*BIN,\s*(\w+),\s*(\w+),`,
  ]
    .join('')
    .replaceAll('BIN', String.raw`<<"?([^>]*?)"?(?:/utf8)?>>`),
  'g',
);

export function parseRosterDump(dump: string, jid: string): StoredRoster {
  const contacts = new Map<string, StoredContact>();
  const pending = new Set<string>();
  for (const [
    ,
    user,
    host,
    contactUser,
    contactHost,
    ,
    ,
    ,
    ,
    ,
    ,
    name = '',
    subscription = '',
    ask = '',
  ] of dump.matchAll(RECORD)) {
    if (`${user}@${host}` !== jid) continue;
    const contact = `${contactUser}@${contactHost}`;
    if (ask === 'in' || ask === 'both') pending.add(contact);
    // It keeps those who ask in the same table, and shows them to no client until they are more than that.
    if (subscription === 'none' && ask === 'in' && !name) continue;
    contacts.set(contact, { subscription, ask: ask === 'out' || ask === 'both', approved: false, name });
  }
  return { contacts, pending };
}
