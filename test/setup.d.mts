/** The first Chromium or Chrome of this machine. */
export function findChromium(): string | undefined;
/** The first Firefox of this machine. */
export function findFirefox(): string | undefined;
/** Whether Lua has luadbi's driver for a database: `sqlite3`, `postgresql`. */
export function hasLuaDriver(name: string): boolean;
