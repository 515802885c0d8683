/** Somebody with many contacts and a long archive, as `mod_storage_made_up` makes them up. */
import { IS_EJABBERD } from '../servers/start-server.js';
import { HOME, type Person, type Stage } from './stage.js';

/** With whom every tenth of the 100,000 messages is exchanged. */
export const FAVOURITE = 'contact0';

let people = 0;

/** Whom nobody has seen before. */
export async function popular(stage: Stage, contacts: number): Promise<Person> {
  if (IS_EJABBERD) throw new Error('only Prosody makes up people with many contacts');
  const username = `popular-${contacts}-${++people}`;
  const password = `${username}-secret`;
  await stage.server.addAccount(HOME, { username, password });
  return { jid: `${username}@${HOME}`, password };
}
