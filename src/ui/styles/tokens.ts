/**
 * The tokens of the look, in one place. A site sets the ones without an underscore; the others are
 * derived from them. `light-dark()` follows the `color-scheme` of the element: what the person chose
 * (`data-im-theme`, see `presentation.ts`), else what the shell found around it, else the system's.
 *
 * | token | for |
 * |---|---|
 * | `accent`, `on-accent`, `accent-soft` | the one main action, links, focus; text on it; what is chosen |
 * | `surface`, `raised`, `overlay` | the element; what stands apart from it; menus, which lie over it |
 * | `text`, `muted` | what is read; what is less important (4.5:1 on all three surfaces) |
 * | `border`, `control-border` | lines that divide; edges of what can be operated (3:1) |
 * | `good`, `warn`, `bad`, each with `-soft` | colleagues; look-alikes; refusals and what cannot be undone |
 * | `available`, `away`, `dnd` | the marks of availability (3:1) |
 * | `toast`, `on-toast`, `on-toast-accent` | short messages at the bottom, in the colours of the other scheme |
 * | `radius`, `control-radius` | corners of the element and of panels; of buttons and fields |
 * | `shadow` | under what lies over the rest |
 * | `line`, `focus` | how thick lines are, and the outline of what has the focus |
 */
import { css } from 'lit';

export const tokens = css`
  :host {
    /* Whatever styles the page around us has, they end here. */
    all: initial !important;
    display: block !important;
    box-sizing: border-box !important;
    color-scheme: var(--_im-scheme, light dark) !important;

    --_im-accent: var(--im-accent, light-dark(#2a55d6, #9db4ff));
    --_im-on-accent: var(--im-on-accent, light-dark(#ffffff, #0d1330));
    --_im-accent-soft: color-mix(in oklab, var(--_im-accent) 12%, var(--_im-surface));
    --_im-surface: var(--im-surface, light-dark(#ffffff, #15181e));
    --_im-raised: var(--im-surface-raised, light-dark(#f5f6f9, #1e222a));
    --_im-overlay: var(--im-surface, light-dark(#ffffff, #21262f));
    --_im-text: var(--im-text, light-dark(#171b24, #edeff4));
    --_im-muted: var(--im-text-muted, light-dark(#565f6f, #a7b0bf));
    --_im-border: var(--im-border, light-dark(#e3e6ec, #2f3540));
    --_im-good: light-dark(#14704a, #6fd6a8);
    --_im-good-soft: light-dark(#e4f5ec, #173327);
    --_im-warn: light-dark(#7d4400, #ffc978);
    --_im-warn-soft: light-dark(#fff3df, #3a2b12);
    --_im-bad: light-dark(#a8201a, #ff9b92);
    --_im-bad-soft: light-dark(#fdebea, #3d1c1a);
    --_im-available: light-dark(#1b9a5a, #4fd08f);
    --_im-away: light-dark(#b87100, #f5b74e);
    --_im-dnd: light-dark(#cf372e, #ff8077);
    --_im-control-border: light-dark(#8a93a3, #6e7788);
    --_im-toast: light-dark(#20252f, #e9ecf2);
    --_im-on-toast: light-dark(#f3f5f9, #171b24);
    --_im-on-toast-accent: light-dark(#a9bdff, #1f45b8);
    --_im-line: 1px;
    --_im-focus: 2px;
    --_im-radius: var(--im-radius, 12px);
    --_im-control-radius: calc(var(--_im-radius) * 0.7);
    --_im-shadow:
      0 0 0 1px light-dark(rgb(20 28 46 / 9%), rgb(255 255 255 / 9%)),
      0 10px 28px light-dark(rgb(20 28 46 / 18%), rgb(0 0 0 / 55%));
    --_im-font: var(--im-font, system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif);

    background: var(--_im-surface) !important;
    color: var(--_im-text) !important;
    font: var(--im-font-size, 14px) / 1.45 var(--_im-font) !important;
    text-align: start !important;
    -webkit-font-smoothing: antialiased;
  }

  :host([hidden]) {
    display: none !important;
  }

  :host([data-im-theme='light']) {
    color-scheme: light !important;
  }

  :host([data-im-theme='dark']) {
    color-scheme: dark !important;
  }

  /* 7:1 and more (WCAG 2.2 AAA) for all text, and lines that can be seen; a site's colours end here. */
  :host([data-im-theme='contrast']) {
    --_im-accent: light-dark(#0a2c94, #b9c8ff);
    --_im-on-accent: light-dark(#ffffff, #000000);
    --_im-accent-soft: light-dark(#ffffff, #000000);
    --_im-surface: light-dark(#ffffff, #000000);
    --_im-raised: light-dark(#f1f2f5, #17181c);
    --_im-overlay: light-dark(#ffffff, #000000);
    --_im-text: light-dark(#000000, #ffffff);
    --_im-muted: light-dark(#2c303a, #e2e4ea);
    --_im-border: light-dark(#000000, #ffffff);
    --_im-control-border: light-dark(#000000, #ffffff);
    --_im-good: light-dark(#06432a, #8ff0c4);
    --_im-good-soft: light-dark(#ffffff, #000000);
    --_im-warn: light-dark(#542b00, #ffd89b);
    --_im-warn-soft: light-dark(#ffffff, #000000);
    --_im-bad: light-dark(#7d0c07, #ffbdb7);
    --_im-bad-soft: light-dark(#ffffff, #000000);
    --_im-available: var(--_im-good);
    --_im-away: var(--_im-warn);
    --_im-dnd: var(--_im-bad);
    --_im-toast: light-dark(#000000, #ffffff);
    --_im-on-toast: light-dark(#ffffff, #000000);
    --_im-on-toast-accent: light-dark(#b9c8ff, #0a2c94);
    --_im-shadow: 0 0 0 2px light-dark(#000000, #ffffff);
    --_im-line: 2px;
    --_im-focus: 3px;
  }
`;
