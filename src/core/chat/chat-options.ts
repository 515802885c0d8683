import { optionValues } from '../options.js';
import type { ChatState } from './chat-state.js';

/** Whether the person lets others know: how far they have read, or that they are typing. */
export function hasOption({ session }: ChatState, option: 'read-markers' | 'typing'): boolean {
  return optionValues(session.options)[option] === 'send';
}
