/**
 * Events between components. They cross the shadow boundaries inside an element of ours, and its
 * container stops them: a page hears only what the containers document.
 */
import type { BareJid } from '../core/jid.js';

/** What a person chose about one request. */
export type RequestChoice =
  | { readonly act: 'approve'; readonly jid: BareJid; readonly addBack: boolean }
  | { readonly act: 'deny' | 'ignore' | 'block'; readonly jid: BareJid };

export interface SignInDetail {
  readonly jid: string;
  readonly password: string;
  readonly service: string | null;
  readonly stay: boolean;
}

interface ComponentEvents {
  'im-choice': RequestChoice;
  'im-undo': { readonly entry: number };
  'im-sign-in': SignInDetail;
  'im-page': { readonly offset: number };
  'im-emptied': undefined;
  'im-sign-out': undefined;
}

/** An event between components. */
export function componentEvent<Name extends keyof ComponentEvents>(
  name: Name,
  ...[detail]: ComponentEvents[Name] extends undefined ? [] : [ComponentEvents[Name]]
): CustomEvent<ComponentEvents[Name]> {
  return new CustomEvent(name, { detail: detail as ComponentEvents[Name], bubbles: true, composed: true });
}

export type ComponentEvent<Name extends keyof ComponentEvents> = CustomEvent<ComponentEvents[Name]>;
