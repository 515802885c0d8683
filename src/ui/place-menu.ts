/** Where a menu goes that belongs to a button: below it if there is room, else above, and never out of the window. */

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}
export interface Size {
  readonly width: number;
  readonly height: number;
}

const GAP = 4;
/** Kept free at the edges of the window. */
const MARGIN = 8;

/** All in CSS pixels of the window. The menu begins where the button does, in the direction of the text. */
export function placeMenu(
  button: Box,
  menu: Size,
  window: Size,
  direction: 'ltr' | 'rtl',
): { readonly left: number; readonly top: number } {
  const below = button.bottom + GAP;
  const above = button.top - GAP - menu.height;
  const fits = below + menu.height <= window.height - MARGIN;
  const top = fits || above < MARGIN ? below : above;
  const left = direction === 'ltr' ? button.left : button.right - menu.width;
  return {
    left: within(left, window.width - MARGIN - menu.width),
    top: within(top, window.height - MARGIN - menu.height),
  };
}

function within(value: number, most: number): number {
  return Math.max(MARGIN, Math.min(value, most));
}
