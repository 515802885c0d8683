/** Does in the world what `chatStep` asks for, at once and in its order. */
import type { ChatEffect, ChatEvent } from '../../core/chat/chat-event.js';
import type { ArchiveQuery } from '../../core/chat/chat-state.js';
import { carbonsEnable } from '../../xmpp/xep0280-carbons.js';
import { chatState } from '../../xmpp/xep0085-chat-states.js';
import { displayedMarker } from '../../xmpp/xep0333-markers.js';
import { hint } from '../../xmpp/xep0334-hints.js';
import { chatMessage, silentMessage } from '../../xmpp/rfc6121-message.js';
import { ping } from '../../xmpp/xep0199-ping.js';
import { receipt } from '../../xmpp/xep0184-receipts.js';
import type { StreamSession } from '../stream-session.js';
import type { Wire } from '../wire.js';
import type { ArchiveReader } from './chat-archive.js';
import type { AnnouncedMessage } from './part.js';

export interface ChatPerformerOptions {
  readonly now: () => number;
  readonly archive: ArchiveReader;
  /** The stream that is open now. */
  readonly stream: () => StreamSession | undefined;
  readonly dispatch: (event: ChatEvent) => void;
  readonly keep: () => void;
  readonly announce: (message: Omit<AnnouncedMessage, 'name'>) => void;
}

export class ChatPerformer {
  readonly #options: ChatPerformerOptions;

  constructor(options: ChatPerformerOptions) {
    this.#options = options;
  }

  perform(effect: ChatEffect): void {
    const { keep, announce, now, dispatch } = this.#options;
    const stream = this.#options.stream();
    const wire = stream?.wire;
    switch (effect.type) {
      case 'keepOutbox':
        return keep();
      case 'sendMessage':
        if (!wire?.isOpen) return dispatch({ type: 'notSent', id: effect.message.id });
        wire.send(chatMessage(effect.message));
        if (!stream?.isManaged) void this.#confirm(wire, effect.message.id);
        return;
      case 'sendReceipt':
        // No hint: an archive need not have two entries for each message.
        return wire?.send(
          silentMessage(effect.to, receipt(effect.id), ...(effect.unkept ? [hint('no-permanent-store')] : [])),
        );
      case 'sendMarker':
        return wire?.send(
          silentMessage(effect.to, displayedMarker(effect.id), hint(effect.unkept ? 'no-permanent-store' : 'store')),
        );
      case 'sendState':
        return wire?.send(silentMessage(effect.to, chatState(effect.state), hint('no-store')));
      case 'enableCarbons':
        return void this.#enableCarbons(wire);
      case 'readArchive':
        if (effect.delay === 0) return void this.#read(stream, effect.query);
        setTimeout(() => void this.#read(stream, effect.query), effect.delay);
        return;
      case 'announce':
        return announce({ jid: effect.jid, text: effect.text, stranger: effect.stranger });
      case 'waitUntil':
        setTimeout(() => dispatch({ type: 'timePassed', at: now() }), Math.max(0, effect.at - now()));
    }
  }

  /** Where the server does not acknowledge what it has, the answer to what is sent after it shows that. */
  async #confirm(wire: Wire, id: string): Promise<void> {
    const answer = await wire.iq.get(ping());
    const isThere = answer.ok || (answer.condition !== 'timeout' && answer.condition !== 'disconnected');
    if (isThere) this.#options.dispatch({ type: 'acknowledged', id });
  }

  async #enableCarbons(wire: Wire | undefined): Promise<void> {
    const answer = await wire?.iq.set(carbonsEnable());
    if (answer?.ok && wire?.isOpen) this.#options.dispatch({ type: 'carbonsEnabled' });
  }

  async #read(stream: StreamSession | undefined, query: ArchiveQuery): Promise<void> {
    if (!stream) return;
    const { archive, dispatch, now } = this.#options;
    // What is archived after the answer has to come here by itself.
    await stream.announced;
    const answer = await archive.read(stream.wire, query);
    if (answer.ok) dispatch({ type: 'pageRead', query, page: answer.page, at: now() });
    else dispatch({ type: 'pageRefused', query, condition: answer.condition, at: now() });
  }
}
