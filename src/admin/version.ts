/** The version of this console; the build writes it in. */
export const VERSION = 'of the source';
