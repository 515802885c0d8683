/** Why something that was typed cannot be listed, in words, and what to do about a second look. */
import type { DomainWarning } from '../../core/policy/lookalike.js';
import type { NoForms } from './domain-forms.js';

/** What is wrong with a text before its labels are looked at, or with a name that is one. */
export interface PlainRefusal {
  readonly why:
    | 'empty'
    | 'url'
    | 'address'
    | 'wildcard'
    | 'ip'
    | 'port'
    | 'several'
    | 'escaped'
    | 'one-label'
    | 'public-suffix'
    | 'listed'
    | 'too-many';
}

export type Refusal = NoForms | PlainRefusal;

interface Words {
  readonly problem: string;
  readonly todo: string;
}

const ONLY_THE_DOMAIN = 'Write only the domain, such as example.com.';

/** What is wrong with `typed`, and what to write instead. */
export function refusalWords(refusal: Refusal, typed: string): Words {
  const shown = `“${cut(typed)}”`;
  switch (refusal.why) {
    case 'empty':
      return { problem: 'Nothing is written there yet.', todo: 'Write a domain, such as example.com.' };
    case 'url':
      return { problem: 'That is a web address.', todo: ONLY_THE_DOMAIN };
    case 'address':
      return { problem: 'That is the address of a person.', todo: 'Write only what follows the @.' };
    case 'wildcard':
      return {
        problem: 'Patterns are not possible here.',
        todo: 'List each domain by its own name; sub-domains do not come with it.',
      };
    case 'ip':
      return {
        problem: 'That is an IP address.',
        todo: 'Write the name that people have after the @ in their addresses.',
      };
    case 'port':
      return { problem: 'A domain has no port.', todo: 'Leave out the colon and what follows it.' };
    case 'several':
      return { problem: 'That is more than one name.', todo: 'Add one domain at a time.' };
    case 'escaped':
      return { problem: 'It holds characters that are encoded with %.', todo: 'Write the letters themselves.' };
    case 'one-label':
      return {
        problem: `${shown} has no dot: it is no domain of an organization, but all of a top-level domain or a name inside a network.`,
        todo: 'Write the whole domain, such as example.com.',
      };
    case 'public-suffix':
      return {
        problem: `Everybody may have a domain below ${shown}, so it is nobody’s organization.`,
        todo: 'Write the domain of the organization, below it.',
      };
    case 'listed':
      return { problem: `${shown} is listed already.`, todo: 'There is nothing to do.' };
    case 'too-many':
      return { problem: 'The list is full: it holds 1,000 domains.', todo: 'Remove one that is not needed any more.' };
    default:
      return noFormsWords(refusal, shown);
  }
}

function noFormsWords(because: NoForms, shown: string): Words {
  switch (because.why) {
    case 'not-a-name':
      return { problem: `${shown} is not the name of a domain.`, todo: ONLY_THE_DOMAIN };
    case 'too-long':
      return { problem: 'The name is longer than a domain can be: 253 characters.', todo: 'Check it for a mistake.' };
    case 'too-long-label':
      return {
        problem: `“${cut(because.label)}” is longer than a part of a domain can be: 63 characters, as it is encoded.`,
        todo: 'Check it for a mistake.',
      };
    case 'fake-ascii':
      return {
        problem: `“${cut(because.label)}” begins like an encoded name (xn--), but is none.`,
        todo: 'Write the name in its own letters instead.',
      };
    case 'foreign-letters':
      return {
        problem: `“${cut(because.label)}” holds characters that some programs take for others, such as full-width letters.`,
        todo: 'Write it with the plain letters and the plain dot of your keyboard.',
      };
    case 'bad-label':
      return {
        problem: because.label
          ? `“${cut(because.label)}” is not possible in a domain: letters, digits, and hyphens inside.`
          : 'There are two dots in a row.',
        todo: ONLY_THE_DOMAIN,
      };
  }
}

/** What deserves a second look about a domain. */
export function domainWarningFact(warning: DomainWarning): string {
  switch (warning.kind) {
    case 'looks-like':
      return `It looks like ${warning.domain}, but is another domain.`;
    case 'mixed-script':
      return 'It mixes letters of different alphabets, as domains do that pretend to be others.';
  }
}

/** The same, before it is listed, among the organization's own or those that are trusted. */
export function domainWarningWords(warning: DomainWarning, isOurs = true): string {
  const [act, looksLike] = isOurs ? ['Add', 'it is yours, too'] : ['Trust', 'it is the one that you mean'];
  const advice = warning.kind === 'looks-like' ? looksLike : 'it is really written like that';
  return `${domainWarningFact(warning)} ${act} it only if you know that ${advice}.`;
}

/** As much as can be shown in a sentence. */
function cut(text: string): string {
  const characters = Array.from(text);
  return characters.length > 60 ? `${characters.slice(0, 60).join('')}…` : text;
}
