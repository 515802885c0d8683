/** Whether somebody is of the organisation's own server, which alone goes by what the policy says of people; and what is said where not. */

/** `own`: the organisation's domain; where it is not known, nobody is. */
export function isForeign(person: string, own: string | undefined): boolean {
  return own !== undefined && own !== '' && !person.endsWith(`@${own}`);
}

export function foreignProblem(person: string): string {
  return `“${person}” is not of your own domain.`;
}

/** What to do about somebody who stands on a list of the policy all the same. */
export const FOREIGN_MEND = 'They are not of your own domain, so this holds for nobody. Remove them here.';
