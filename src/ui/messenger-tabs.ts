/** The parts of the messenger, in their order. */
export const TABS = ['requests', 'contacts', 'chats', 'search'] as const;
export type Tab = (typeof TABS)[number];
