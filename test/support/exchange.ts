/** What some devices say to each other while something goes wrong. */
import { until } from '../servers/processes.js';
import type { Random } from '../soak/random.js';
import type { Chatter } from './chatter.js';
import type { Fault } from './chat-faults.js';
import type { Said } from './conversation-flaws.js';

/** What has to arrive as it is. */
const ENDS = ['', ' & <b>"this"</b>', ' in\ntwo lines', ' 🙂 żółć'] as const;

export class Exchange {
  readonly #chatters: readonly [Chatter, ...Chatter[]];
  readonly #random: Random;

  constructor(chatters: readonly [Chatter, ...Chatter[]], random: Random) {
    this.#chatters = chatters;
    this.#random = random;
  }

  get said(): Said {
    return new Map(this.#chatters.map(({ name, said }) => [name, said]));
  }

  /** So many messages, each by one of them; they do not wait for each other. */
  async talk(count: number): Promise<void> {
    const shares = new Map<Chatter, number>();
    for (let i = 0; i < count; i++) {
      const chatter = this.#random.pick(this.#chatters);
      shares.set(chatter, (shares.get(chatter) ?? 0) + 1);
    }
    await Promise.all(
      [...shares].map(async ([chatter, share]) => {
        for (let i = 0; i < share; i++) await chatter.say(this.#text(chatter));
      }),
    );
  }

  /** So many messages while `fault` lasts; it ends with them, or with the death of a worker, whose page waits for an answer. */
  async talkDuring(fault: Fault, count: number): Promise<void> {
    await fault.begin();
    const talk = this.talk(count);
    let isSaid = false;
    const done = (): void => {
      isSaid = true;
    };
    talk.then(done, done);
    await until(() => isSaid || this.#chatters.some(({ device }) => device.worker.ended), 'messages to be taken');
    await fault.end();
    await talk;
  }

  #text({ name, said }: Chatter): string {
    const number = said.length + 1;
    return `${name} ${number}${ENDS[number % ENDS.length] ?? ''}`;
  }
}
