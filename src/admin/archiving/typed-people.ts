/** People as somebody typed them, one in a line or with commas between; a name alone is of the own domain. */
import { typedJid, type Domain } from '../../core/jid.js';

export interface TypedPeople {
  /** Each once, in their order. */
  readonly jids: readonly string[];
  /** What is no address. */
  readonly wrong: readonly string[];
}

export function readTypedPeople(text: string, domain: Domain): TypedPeople {
  const [jids, wrong] = [new Set<string>(), new Set<string>()];
  for (const one of text.split(/[\s,;]+/)) {
    if (one === '') continue;
    const jid = typedJid(one.includes('@') ? one : `${one}@${domain}`);
    if (jid) jids.add(jid.bare);
    else wrong.add(one);
  }
  return { jids: [...jids], wrong: [...wrong] };
}
