/** Messages as they are shown: by day, and in each day together what one of the two wrote in one go. A notice stands between. */
import type { ChatMessage } from '../../core/chat/chat-view.js';

export interface Turn {
  readonly mine: boolean;
  readonly messages: readonly ChatMessage[];
}

export interface Day {
  /** When the first of its messages was sent. */
  readonly at: number;
  readonly turns: readonly Turn[];
}

/** After such a pause somebody begins anew. */
const PAUSE = 5 * 60_000;

/** `apart`: the message before which there is a line, which goes through no turn. */
export function arrangeMessages(messages: readonly ChatMessage[], apart: string | null): Day[] {
  const days: { at: number; turns: { mine: boolean; messages: ChatMessage[] }[] }[] = [];
  let previous: ChatMessage | undefined;
  for (const message of messages) {
    let day = days.at(-1);
    if (!day || !previous || !isSameDay(previous.at, message.at)) days.push((day = { at: message.at, turns: [] }));
    const turn = day.turns.at(-1);
    const goesOn =
      previous !== undefined &&
      turn?.mine === message.mine &&
      message.at - previous.at < PAUSE &&
      previous.loggedBy === null &&
      message.loggedBy === null;
    if (turn && goesOn && message.id !== apart) turn.messages.push(message);
    else day.turns.push({ mine: message.mine, messages: [message] });
    previous = message;
  }
  return days;
}

/** In local time. */
export function isSameDay(a: number, b: number): boolean {
  return new Date(a).toDateString() === new Date(b).toDateString();
}
