/** What tests of the administration console share: a page with it beside a site with the element, on either server. */
import { join } from 'node:path';
import type { BrowserContext } from 'puppeteer-core';
import { Ejabberd } from '../servers/ejabberd.js';
import { Prosody } from '../servers/prosody.js';
import { Site } from '../servers/site.js';
import type { ServerConfig, XmppServer } from '../servers/xmpp-server.js';
import { DOMAIN, OUTSIDE, pageWith, ROOT, SISTER, strictPolicy, Tab } from './e2e.js';

export const SERVERS = ['prosody', 'ejabberd'] as const;
export type ServerName = (typeof SERVERS)[number];

export interface ConsoleScene {
  readonly server: XmppServer;
  readonly site: Site;
  stop(): Promise<void>;
}

/** An organisation that has a server and no policy yet; `admin` and `boss` administer it, `maya` does not. `more` is what else the server has. */
export async function startConsoleScene(name: ServerName, more: Partial<ServerConfig> = {}): Promise<ConsoleScene> {
  const account = (username: string): { username: string; password: string } => ({ username, password: username });
  const config: ServerConfig = {
    hosts: [
      {
        domain: DOMAIN,
        pubsub: true,
        accounts: ['admin', 'boss', 'maya'].map(account),
        administrators: ['admin', 'boss'],
      },
      { domain: SISTER, accounts: [account('amara')] },
      { domain: OUTSIDE, accounts: [account('tomas')] },
    ],
    ...more,
  };
  const server = name === 'prosody' ? await Prosody.start({ ...config, kit: true }) : await Ejabberd.start(config);
  const type = 'text/html; charset=utf-8';
  const element = `<im-contact-requests domain="${DOMAIN}" service="${server.service}"></im-contact-requests>`;
  const console = `<im-admin-console domain="${DOMAIN}" service="${server.service}"></im-admin-console>`;
  const site = await Site.start({
    folders: { '/im/': join(ROOT, 'dist/widget'), '/admin/': join(ROOT, 'dist/admin') },
    headers: { 'Content-Security-Policy': strictPolicy(server.port) },
    pages: {
      '/': () => ({ type, body: pageWith(element) }),
      '/options': () => ({ type, body: pageWith(element.replaceAll('im-contact-requests', 'im-options')) }),
      '/console': () => ({
        type,
        body: pageWith(console).replace('/im/im-contact-requests.js', '/admin/im-admin-console.js'),
      }),
    },
  });
  return {
    server,
    site,
    async stop() {
      await site.stop();
      await server.stop();
    },
  };
}

/** A tab with the console, in which `user` has signed in; what is shown then is not waited for. */
export async function openConsole(visitor: BrowserContext, { site }: ConsoleScene, user = 'admin'): Promise<Tab> {
  const tab = await Tab.open(visitor, `${site.origin}/console`, 'im-admin-console');
  await tab.signIn(user, user);
  return tab;
}
