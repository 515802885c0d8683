/**
 * What a browser shows beside its pages. Either is opened only while the person presses something: before it, nothing
 * may be waited for.
 */
import { browser } from './browser.js';

interface SidePanelApi {
  open(where: { readonly windowId: number }): Promise<void>;
}

/** Opens it, while a person presses something. */
export type OpenPanel = () => Promise<void>;

/** Undefined where the browser has none, as on phones. */
export async function findPanel(): Promise<OpenPanel | undefined> {
  const { sidebarAction, sidePanel } = browser as Partial<typeof browser> & { readonly sidePanel?: SidePanelApi };
  if (sidebarAction) return () => sidebarAction.open();
  const { id: windowId } = await browser.windows.getCurrent();
  return sidePanel && windowId !== undefined ? () => sidePanel.open({ windowId }) : undefined;
}
