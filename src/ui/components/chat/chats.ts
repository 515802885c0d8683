/** The conversations; loaded when they are first shown. */
import { Chats } from '../../containers/chats.js';
import { Menu } from '../menu.js';
import { ChatList } from './chat-list.js';
import { Composer } from './composer.js';
import { Conversation } from './conversation.js';
import { MessageList } from './message-list.js';

export const definitions = {
  'im-menu': Menu,
  'im-chat-list': ChatList,
  'im-composer': Composer,
  'im-message-list': MessageList,
  'im-conversation': Conversation,
  'im-chats': Chats,
};
