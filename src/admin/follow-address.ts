import { PANES, type PaneName } from './ui/events.js';

/** The console as a page sets it up. */
export type ConsoleElement = HTMLElement & { domain: string; service: string; pane: PaneName | '' };

/** Keeps the pane of `console` and the address of its page in line (`#general-im`), so that a pane can be linked to. */
export function followAddress(console: ConsoleElement): void {
  const follow = (): void => {
    console.pane = PANES.find((pane) => `#${pane}` === location.hash) ?? console.pane;
  };
  follow();
  addEventListener('hashchange', follow);
  console.addEventListener('im-admin-pane-changed', () => {
    if (location.hash !== `#${console.pane}`) history.pushState(null, '', `#${console.pane}`);
  });
}
