/** What panes tell the shell of the console. */
export const PANES = [
  'users',
  'organization',
  'domains',
  'federation',
  'general-im',
  'logging',
  'archiving',
  'groups',
  'history',
  'deployment',
  'reports',
  'about',
] as const;
export type PaneName = (typeof PANES)[number];

declare global {
  interface HTMLElementEventMap {
    /** There are changes in this pane that would be lost; or none any more. */
    'im-admin-unsaved': CustomEvent<{ readonly unsaved: boolean }>;
    /** The person wants to see another pane. */
    'im-admin-go': CustomEvent<{ readonly pane: PaneName }>;
    /** Something was done, or failed: said in one sentence, at the foot of the page. */
    'im-admin-told': CustomEvent<{ readonly text: string; readonly tone: 'plain' | 'bad' }>;
  }
}

type Detail<N extends keyof HTMLElementEventMap> = HTMLElementEventMap[N] extends CustomEvent<infer D> ? D : never;

export function adminEvent<N extends 'im-admin-unsaved' | 'im-admin-go' | 'im-admin-told'>(
  name: N,
  detail: Detail<N>,
): CustomEvent<Detail<N>> {
  return new CustomEvent(name, { detail, bubbles: true, composed: true });
}
