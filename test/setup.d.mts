/** The first Chromium or Chrome of this machine. */
export function findChromium(): string | undefined;
/** The first Firefox of this machine. */
export function findFirefox(): string | undefined;
