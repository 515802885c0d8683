/** The worker of a site, with the policy that a company would preset, which a web site cannot. */
import type { Handling } from '../../../src/core/policy/schema.js';
import { MemoryStore } from '../../../src/session/memory-store.js';
import { webPlatform } from '../../../src/widget/platform-web.js';
import { serveTabs } from '../../../src/widget/serve-tabs.js';

const handling = new URL(self.location.href).searchParams.get('policy') as Handling;

serveTabs({
  ...webPlatform(new MemoryStore(), false),
  managed: {
    get: () => Promise.resolve({ policy: { handling, domains: [], addBack: 'all' } }),
    onChange: () => undefined,
  },
});
