/** A text of the code: what is to be translated, and what stands between. */
export interface Message {
  readonly name: string;
  readonly contents: readonly (string | { readonly untranslatable: string })[];
}
interface Project {
  readonly root: string;
  readonly languages: readonly string[];
  readonly localizer: { extractSourceMessages(): { readonly messages: readonly Message[] } };
}
/** The project in the folder `root`. */
export function open(root: string): Project;
/** What is wrong with the catalogues of a project: a line each. */
export function check(project: Project): Promise<string[]>;
/** Brings the catalogues in line with the code, and makes modules of them. */
export function write(root: string): Promise<Project>;
