/** The name of the port between the extension's pages and its background. */
export const PORT_NAME = 'session';
