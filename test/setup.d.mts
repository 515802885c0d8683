/** The first Chromium or Chrome of this machine. */
export function findChromium(): string | undefined;
