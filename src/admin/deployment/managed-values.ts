/** What the company presets in the extension: fields of `public/extension/managed-schema.json`, in both browsers alike. */
import type { AddBack, Handling } from '../../core/policy/schema.js';
import type { PolicyDraft } from '../policy/revision.js';

/** As `extension/managed-preset.ts` reads them. */
export interface ManagedValues {
  readonly domain: string;
  readonly service?: string;
  readonly handling?: Handling;
  readonly domains?: readonly string[];
  readonly addBack?: AddBack;
}

export interface Preset {
  /** The organisation's domain. */
  readonly domain: string;
  /** The `wss://` address of the server; without it, it is found by XEP-0156. */
  readonly service?: string;
  /** Pinned with its domains: it wins over the policy that is published. Null leaves it to that. */
  readonly pinned: Pick<PolicyDraft, 'handling' | 'domains' | 'addBack'> | null;
}

/** The fields, without those that are left to the extension. */
export function managedValues({ domain, service, pinned }: Preset): ManagedValues {
  return {
    domain,
    ...(service ? { service } : {}),
    ...(pinned && {
      handling: pinned.handling,
      // Requests come from either form of a name.
      domains: [...new Set(pinned.domains.flatMap(({ ascii, unicode }) => [ascii, unicode]))],
      addBack: pinned.addBack,
    }),
  };
}
