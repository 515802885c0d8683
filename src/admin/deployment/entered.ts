/** What an administrator enters for the browser policies, read; or what is wrong with it, field by field. */
import { serviceUrl } from '../../xmpp/service-url.js';
import type { PolicyDraft } from '../policy/revision.js';
import type { BrowserPolicyInput } from './browser-policy.js';
import { extensionAddress } from './extension-address.js';

export const ENTERED = [
  'service',
  'chromeUpdateUrl',
  'firefoxInstallUrl',
  'chromeExtensionId',
  'firefoxExtensionId',
] as const;
export type EnteredField = (typeof ENTERED)[number];
/** As typed. */
export type Entered = Readonly<Record<EnteredField, string>>;

export type ReadEntered =
  | { readonly ok: true; readonly input: BrowserPolicyInput }
  | { readonly ok: false; readonly errors: Readonly<Partial<Record<EnteredField, string>>> };

/** Reads them for this policy; `pin` without a policy pins nothing. */
export function readEntered(
  entered: Entered,
  rest: { readonly draft: PolicyDraft | null; readonly domain: string; readonly pin: boolean },
): ReadEntered {
  const errors: Partial<Record<EnteredField, string>> = {};
  const service = serviceUrl(entered.service);
  if (entered.service.trim() !== '' && !service) {
    errors.service =
      'A server address begins with wss:// and has no user name in it. Or leave it empty: it is found by itself.';
  }
  const [chrome, firefox] = [extensionAddress(entered.chromeUpdateUrl), extensionAddress(entered.firefoxInstallUrl)];
  if (!chrome.ok) errors.chromeUpdateUrl = chrome.why;
  if (!firefox.ok) errors.firefoxInstallUrl = firefox.why;
  const [chromeExtensionId, firefoxExtensionId] = [entered.chromeExtensionId.trim(), entered.firefoxExtensionId.trim()];
  if (!/^[a-p]{32}$/.test(chromeExtensionId)) {
    errors.chromeExtensionId = 'The id has 32 letters from a to p; chrome://extensions shows it in developer mode.';
  }
  if (!/^([\w.-]*@[\w.-]+|\{[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\})$/i.test(firefoxExtensionId)) {
    errors.firefoxExtensionId = 'The id looks like an e-mail address; about:support shows it.';
  }
  if (!chrome.ok || !firefox.ok || Object.keys(errors).length > 0) return { ok: false, errors };
  return {
    ok: true,
    input: {
      ...rest,
      service,
      chromeExtensionId,
      firefoxExtensionId,
      chromeUpdateUrl: chrome.url,
      firefoxInstallUrl: firefox.url,
    },
  };
}
