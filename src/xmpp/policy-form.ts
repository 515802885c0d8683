/** The policy on the wire: a data form, see `core/policy/schema.ts` for its fields. */
import { parsePolicy } from '../core/policy/parse.js';
import { POLICY_NODE, type ParsedPolicy, type Policy } from '../core/policy/schema.js';
import { NS } from './ns.js';
import { dataForm, formFields } from './xep0004-data-forms.js';
import type { Element } from './element.js';

/** Reads the payload of a published item. */
export function readPolicyForm(payload: Element | undefined): ParsedPolicy {
  return parsePolicy(payload?.is('x', NS.dataForms) ? formFields(payload) : []);
}

/** A listed domain in both its forms (RFC 5890). */
export interface ListedDomain {
  readonly ascii: string;
  readonly unicode: string;
}

/** Writes a policy as a form. */
export function writePolicyForm(policy: Omit<Policy, 'domains'>, domains: readonly ListedDomain[]): Element {
  const one = (name: string, value: string | number | boolean): { name: string; values: string[] } => ({
    name,
    values: [typeof value === 'boolean' ? (value ? '1' : '0') : String(value)],
  });
  return dataForm('result', POLICY_NODE, [
    one('revision', policy.revision),
    one('parent', policy.parent),
    one('allow_user_options', policy.allowUserOptions),
    one('handling', policy.handling),
    { name: 'domains', values: domains.map((domain) => domain.ascii) },
    { name: 'domains_unicode', values: domains.map((domain) => domain.unicode) },
    one('add_back', policy.addBack),
    one('temporary_availability', policy.temporaryAvailability),
  ]);
}
