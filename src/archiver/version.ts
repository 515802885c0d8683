/** The version of this package; the build puts it here. */
export const VERSION = 'development';
