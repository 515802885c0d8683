/** What the demo site serves: its pages, the elements as a site would host them, and the colleague's page. */
import { build } from 'esbuild';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { COLLEAGUES, ORGANISATION, PERSON } from './organisation.js';

type Page = () => { readonly type: string; readonly body: string };

export function demoFolders(root: string): Record<string, string> {
  return { '/': join(root, 'public/demo'), '/im/': join(root, 'dist/widget'), '/admin/': join(root, 'dist/admin') };
}

/** The pages that need to know where the server is. */
export async function demoPages(root: string, service: string): Promise<Record<string, Page>> {
  const html = { type: 'text/html; charset=utf-8' };
  const [home, people, admin, colleague, script] = await Promise.all([
    readFile(join(root, 'public/demo/index.html'), 'utf8'),
    readFile(join(root, 'public/demo/people.html'), 'utf8'),
    readFile(join(root, 'public/admin/index.html'), 'utf8'),
    readFile(join(root, 'public/demo/colleague.html'), 'utf8'),
    bundleColleague(root),
  ]);
  const fill = (text: string): string => text.replaceAll('{{service}}', service).replaceAll('{{domain}}', ORGANISATION);
  const console = `<im-admin-console domain="${ORGANISATION}" service="${service}">`;
  const config = { service, to: PERSON.jid, colleagues: COLLEAGUES };
  return {
    '/': () => ({ ...html, body: fill(home) }),
    '/index.html': () => ({ ...html, body: fill(home) }),
    '/people.html': () => ({ ...html, body: fill(people) }),
    '/admin/': () => ({ ...html, body: admin.replace('<im-admin-console>', console) }),
    '/colleague.html': () => ({ ...html, body: fill(colleague) }),
    '/colleague.js': () => ({ type: 'text/javascript; charset=utf-8', body: script }),
    '/colleague.json': () => ({ type: 'application/json', body: JSON.stringify(config) }),
  };
}

async function bundleColleague(root: string): Promise<string> {
  const result = await build({
    entryPoints: [join(root, 'test/demo/colleague.ts')],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'chrome123',
    logLevel: 'silent',
    alias: { '@xmpp/resolve': join(root, 'test/demo/nothing.js') },
  });
  return result.outputFiles[0]?.text ?? '';
}
