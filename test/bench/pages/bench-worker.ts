/** The worker of a site, with the policy that a company would preset, which a web site cannot. */
import type { Handling } from '../../../src/core/policy/schema.js';
import { MemoryStore } from '../../../src/session/memory-store.js';
import { webPlatform } from '../../../src/widget/platform-web.js';
import { serveTabs } from '../../../src/widget/serve-tabs.js';

/** Asked of the page that is there, at once: a browser has a preset at hand. */
const asked = handling();

function handling(): Promise<Handling> {
  const page = new BroadcastChannel('im-bench');
  return new Promise((resolve) => {
    page.addEventListener('message', ({ data }) => resolve(data as Handling), { once: true });
    page.postMessage('policy?');
  });
}

serveTabs({
  ...webPlatform(new MemoryStore(), false),
  managed: {
    get: async () => ({ policy: { handling: await asked, domains: [], addBack: 'all' } }),
    onChange: () => undefined,
  },
});
