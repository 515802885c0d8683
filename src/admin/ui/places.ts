/** Where each pane is found, in the words that administrators know. */
import type { PaneName } from './events.js';

export interface Entry {
  readonly pane: PaneName;
  readonly title: string;
  /** What it stands under, beside the tab. */
  readonly under?: string;
}

export interface Tab {
  readonly title: string;
  readonly entries: readonly [Entry, ...Entry[]];
}

export const TABS: readonly [Tab, ...Tab[]] = [
  { title: 'Users', entries: [{ pane: 'users', title: 'Users' }] },
  {
    title: 'Configuration',
    entries: [
      { pane: 'organization', title: 'Organization Information' },
      { pane: 'domains', title: 'Domain(s)', under: 'System Settings' },
      { pane: 'federation', title: 'IM Federation', under: 'System Settings' },
      { pane: 'general-im', title: 'General IM', under: 'Connect Client' },
      { pane: 'logging', title: 'IM Logging', under: 'Archiving and Logging' },
      { pane: 'archiving', title: 'IM Archiving', under: 'Archiving and Logging' },
      { pane: 'groups', title: 'Policy Groups', under: 'Policy' },
      { pane: 'history', title: 'History', under: 'Policy' },
      { pane: 'deployment', title: 'Deployment', under: 'Policy' },
    ],
  },
  { title: 'Reports', entries: [{ pane: 'reports', title: 'Reports' }] },
  { title: 'About / Help', entries: [{ pane: 'about', title: 'About / Help' }] },
];

/** The tab and the entry of a pane. */
export function placeOf(pane: PaneName): { readonly tab: Tab; readonly entry: Entry } {
  for (const tab of TABS) {
    const entry = tab.entries.find((candidate) => candidate.pane === pane);
    if (entry) return { tab, entry };
  }
  const [tab] = TABS;
  return { tab, entry: tab.entries[0] };
}

/** How one gets there, for the line above a pane's title. */
export function pathTo(pane: PaneName): string {
  const { tab, entry } = placeOf(pane);
  if (tab.entries.length === 1) return '';
  return [tab.title, ...(entry.under ? [entry.under] : [])].join(' › ');
}
