import { ChatElement } from '../ui/containers/chat.js';
import type { ImChatElement } from './api.js';
import { onSite } from './on-site.js';

/**
 * The conversations of whoever is signed in, or one of them, on a web site. Where nobody is signed in it asks them to,
 * or asks the site.
 *
 * @summary Conversations.
 * @tag im-chat
 */
export class ImChat extends onSite(ChatElement) implements ImChatElement {}
