/** Chat states (XEP-0085): what somebody does in a conversation just now. */
import { CHAT_STATES, type ChatState } from '../core/chat/heard.js';
import { NS } from './ns.js';
import { xml, type Element } from './element.js';

export function chatState(state: ChatState): Element {
  return xml(state, { xmlns: NS.chatStates });
}

export function parseChatState(message: Element): ChatState | null {
  const names = message
    .getChildElements()
    .flatMap((child) => (child.getNS() === NS.chatStates ? [child.getName()] : []));
  return CHAT_STATES.find((state) => names.includes(state)) ?? null;
}
