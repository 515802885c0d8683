/**
 * The policies by which a company rolls the extension out, one file for each kind of browser:
 *
 * | file | installs by | presets by |
 * |---|---|---|
 * | JSON: Chrome, Chromium, Edge on Linux | `ExtensionSettings` | `3rdparty.extensions.ID` |
 * | registry: Chrome, Edge on Windows | `…\ExtensionSettings\ID` | `…\3rdparty\extensions\ID\policy` |
 * | `policies.json`: Firefox | `ExtensionSettings` | `3rdparty.Extensions.ID` |
 *
 * In the registry, an object is a key and a list is a key with values named 1, 2, …: so nothing of other
 * extensions is written over, as it would be by `ExtensionSettings` in one value or by numbers in a list of all.
 */
import type { PolicyDraft } from '../policy/revision.js';
import { CHROME_WEB_STORE } from './extension-ids.js';
import { managedValues, type ManagedValues } from './managed-values.js';
import { registryFile, registryText, type RegistryKey } from './registry-file.js';

export interface BrowserPolicyInput {
  /** The policy as it is published, or as it is edited; null if there is none. */
  readonly draft: PolicyDraft | null;
  readonly domain: string;
  readonly service?: string;
  /** Pins handling, domains and contacts in return as the draft has them; needs a draft. */
  readonly pin: boolean;
  readonly chromeExtensionId: string;
  readonly firefoxExtensionId: string;
  /** Where Chrome and Edge get it: the address of an update manifest. Without it, they are not told to install it. */
  readonly chromeUpdateUrl?: string;
  /** Where Firefox gets it: the address of a signed .xpi. */
  readonly firefoxInstallUrl?: string;
}

export interface DeploymentFile {
  readonly id: 'chrome-linux' | 'chrome-windows' | 'edge-windows' | 'firefox';
  readonly title: string;
  readonly name: string;
  readonly type: string;
  /** Where it goes. */
  readonly where: string;
  /** To be read; lines end in LF. */
  readonly text: string;
  /** To be saved. */
  readonly octets: Uint8Array<ArrayBuffer>;
}

/** All files for this input. */
export function browserPolicies(input: BrowserPolicyInput): readonly DeploymentFile[] {
  const { draft, domain, service, pin } = input;
  const values = managedValues({ domain, service, pinned: pin ? draft : null });
  return [
    json({
      id: 'chrome-linux',
      title: 'Chrome, Chromium and Edge on Linux',
      name: 'im-contact-requests.json',
      where:
        'Put it into /etc/opt/chrome/policies/managed/ (Chromium: /etc/chromium/policies/managed/, Edge: /etc/opt/edge/policies/managed/).',
      content: chromiumPolicy(input, values),
    }),
    registry('chrome-windows', 'Chrome on Windows', 'Google\\Chrome', input, values),
    registry('edge-windows', 'Edge on Windows', 'Microsoft\\Edge', input, values),
    json({
      id: 'firefox',
      title: 'Firefox',
      name: 'policies.json',
      where:
        'Put it into /etc/firefox/policies/ on Linux, into the folder “distribution” beside firefox.exe on Windows, into Firefox.app/Contents/Resources/distribution/ on macOS.',
      content: firefoxPolicy(input, values),
    }),
  ];
}

function chromiumPolicy(input: BrowserPolicyInput, values: ManagedValues): object {
  const { chromeExtensionId: id, chromeUpdateUrl } = input;
  return {
    ...(chromeUpdateUrl && { ExtensionSettings: { [id]: forced(chromeUpdateUrl) } }),
    '3rdparty': { extensions: { [id]: values } },
  };
}

function firefoxPolicy(input: BrowserPolicyInput, values: ManagedValues): object {
  const { firefoxExtensionId: id, firefoxInstallUrl } = input;
  const installed = { installation_mode: 'force_installed', install_url: firefoxInstallUrl };
  return {
    policies: {
      ...(firefoxInstallUrl && { ExtensionSettings: { [id]: installed } }),
      '3rdparty': { Extensions: { [id]: values } },
    },
  };
}

/** The manifest names no place to update from, so the policy has to, but for the store, where it must not. */
function forced(url: string): Readonly<Record<string, string | boolean>> {
  return {
    installation_mode: 'force_installed',
    update_url: url,
    ...(url !== CHROME_WEB_STORE && { override_update_url: true }),
  };
}

function registry(
  id: DeploymentFile['id'],
  title: string,
  product: string,
  { chromeExtensionId, chromeUpdateUrl }: BrowserPolicyInput,
  { domains, ...values }: ManagedValues,
): DeploymentFile {
  const root = `HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\${product}`;
  const settings = `${root}\\ExtensionSettings\\${chromeExtensionId}`;
  const policy = `${root}\\3rdparty\\extensions\\${chromeExtensionId}\\policy`;
  const keys: RegistryKey[] = [
    ...(chromeUpdateUrl ? [{ path: settings, values: forced(chromeUpdateUrl) }] : []),
    { path: policy, values: { ...values } },
    ...(domains ? [{ path: `${policy}\\domains`, values: numbered(domains) }] : []),
  ];
  // What an older file has set and this one does not, such as a pinned handling, is not to stay.
  const text = registryText([...(chromeUpdateUrl ? [settings] : []), policy], keys);
  const browser = product === 'Google\\Chrome' ? 'Chrome' : 'Edge';
  return {
    id,
    title,
    name: `im-contact-requests-${browser.toLowerCase()}.reg`,
    type: 'application/octet-stream', // as text, a browser might change its encoding
    where: `Double-click it as an administrator of the computer, or run “reg import” with it from a start-up script of Group Policy; then restart ${browser}.`,
    text,
    octets: registryFile(text),
  };
}

function numbered(list: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(list.map((entry, index) => [String(index + 1), entry]));
}

function json(file: Omit<DeploymentFile, 'text' | 'octets' | 'type'> & { readonly content: object }): DeploymentFile {
  const { content, ...rest } = file;
  const text = `${JSON.stringify(content, null, 2)}\n`;
  return { ...rest, type: 'application/json', text, octets: new TextEncoder().encode(text) };
}
