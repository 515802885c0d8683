/**
 * The policy while it is edited: one draft for all panes, on the revision it began with.
 *
 * | somebody else publishes | |
 * |---|---|
 * | nothing is changed here | the draft follows |
 * | something is | nothing of it changes; a `clash` says what they did, until the person has chosen |
 *
 * | Save finds | |
 * |---|---|
 * | nobody else | saved: what was published is the new base |
 * | a publication since the base | nothing was published: a clash |
 * | one of the same moment, or hears of it later | both are in the history, one is in force: a clash that says which |
 */
import { clashOf, isNewer, mergeClash, overtakes, startOf, type Clash, type LastSaved } from './clash.js';
import { differences, isSame, type Difference } from './differences.js';
import type { ConflictKey } from './merge.js';
import { policyConflicts, type PolicyConflict } from './policy-conflicts.js';
import {
  revisionsIn,
  type PolicyDraft,
  type PolicyState,
  type PolicyStore,
  type Published,
  type Revision,
} from './revision.js';

export interface PolicyEditorOptions {
  /** Where nothing was published yet, the draft begins with this. */
  readonly first?: PolicyDraft;
  /** The organisation's domain. */
  readonly own?: string | undefined;
  /** Ends it. */
  readonly signal?: AbortSignal;
}

/** What is offered first: people choose, and no domain is listed. */
export const FIRST_DRAFT: PolicyDraft = {
  allowUserOptions: true,
  handling: 'accept-organization',
  domains: [],
  addBack: 'listed',
  temporaryAvailability: false,
  federation: 'open',
  trusted: [],
  refused: [],
  logging: 'unset',
  loggingDays: 0,
  loggingAlways: [],
  loggingNever: [],
  groups: [],
};

export class PolicyEditor {
  readonly #policy: PolicyStore;
  readonly #first: PolicyDraft;
  readonly #own: string | undefined;
  readonly #listeners = new Set<() => void>();
  #base: Revision | null | undefined;
  #draft: PolicyDraft | undefined;
  #clash: Clash | undefined;
  #last: LastSaved | undefined;
  #isSaving = false;
  /** The base that the service has had. */
  #listed: string | undefined;

  constructor(policy: PolicyStore, { first = FIRST_DRAFT, own, signal }: PolicyEditorOptions = {}) {
    this.#policy = policy;
    this.#first = first;
    this.#own = own;
    policy.subscribe(() => this.#follow(), signal ?? new AbortController().signal);
    this.#follow();
  }

  /** Undefined until it is known. */
  get draft(): PolicyDraft | undefined {
    return this.#draft;
  }

  /** The revision that is edited; null if there is none yet, undefined until that is known. */
  get base(): Revision | null | undefined {
    return this.#base;
  }

  /** Why Save waits for the person's choice. */
  get clash(): Clash | undefined {
    return this.#clash;
  }

  get isSaving(): boolean {
    return this.#isSaving;
  }

  /** What Save would change. */
  get changes(): readonly Difference[] {
    return this.#draft ? differences(this.#start, this.#draft) : [];
  }

  /** There is something that would be lost with the page. */
  get isChanged(): boolean {
    return this.changes.length > 0;
  }

  /** The revision in force cannot be read, so that even what is unchanged has to be saved. */
  get needsMending(): boolean {
    return this.#base !== null && this.#base !== undefined && !this.#base.draft;
  }

  /** The service says that this account may not publish. While nobody can be asked, it is not known. */
  get isReadOnly(): boolean {
    return this.#policy.state.kind === 'foreign';
  }

  /** What the draft says against itself, which a merge can bring about as well: Save waits until it is settled. */
  get conflicts(): readonly PolicyConflict[] {
    return this.#draft ? policyConflicts(this.#draft, this.#own) : [];
  }

  get canSave(): boolean {
    const hasReason = this.isChanged || this.needsMending || this.#base === null;
    const isReady = this.#policy.state.kind === 'ready' && this.#draft !== undefined && this.conflicts.length === 0;
    return isReady && hasReason && !this.#isSaving && !this.#clash;
  }

  subscribe(changed: () => void, signal: AbortSignal): void {
    if (signal.aborted) return;
    this.#listeners.add(changed);
    signal.addEventListener('abort', () => this.#listeners.delete(changed), { once: true });
  }

  set(part: Partial<PolicyDraft>): void {
    if (!this.#draft) return;
    this.#draft = { ...this.#draft, ...part };
    if (this.#clash) this.#clash = { ...this.#clash, mine: this.#draft };
    this.#follow();
  }

  /** Back to what is published, and to theirs if somebody else published. */
  discard(): void {
    this.#draft = this.#base === undefined ? undefined : this.#start;
    this.#clash = undefined;
    this.#last = undefined;
    this.#follow();
  }

  /** Publishes the draft. Undefined if there is nothing to publish, or nobody who may. */
  async save(): Promise<Published | undefined> {
    const [draft, base, from] = [this.#draft, this.#base, this.#start];
    if (!this.canSave || !draft || base === undefined) return undefined;
    this.#isSaving = true;
    this.#notify();
    const published = await this.#policy.publish(draft, base).finally(() => (this.#isSaving = false));
    this.#clash = clashOf(published, from, draft);
    if (published.kind === 'saved' || this.#clash?.kind === 'won') {
      if ('mine' in published) [this.#base, this.#last] = [published.mine, { revision: published.mine, from }];
    } else if (this.#clash?.kind === 'lost') this.#base = this.#clash.theirs;
    this.#follow();
    return published;
  }

  /** Mine on top of theirs becomes the draft; of what both changed, theirs where `preferTheirs` says so. */
  keepMine(preferTheirs?: ReadonlySet<ConflictKey>): void {
    if (this.#clash) this.#settle(this.#clash, mergeClash(this.#clash, preferTheirs).merged);
  }

  /** Theirs becomes the draft, as it is: saving it restores theirs where mine is in force. */
  takeTheirs(): void {
    if (this.#clash) this.#settle(this.#clash, this.#clash.theirs.draft ?? this.#clash.base);
  }

  /** Mine becomes the draft, as it is, without what they changed. */
  insistOnMine(): void {
    if (this.#clash) this.#settle(this.#clash, this.#clash.mine);
  }

  #settle({ kind, theirs }: Clash, draft: PolicyDraft): void {
    if (kind !== 'won') this.#base = theirs;
    [this.#clash, this.#last, this.#draft] = [undefined, undefined, draft];
    this.#follow();
  }

  get #start(): PolicyDraft {
    return startOf(this.#base, this.#policy.state) ?? this.#first;
  }

  /** The service says something new. While we publish, it may be our own publication: that is for `save` to tell. */
  #follow(): void {
    const { state } = this.#policy;
    const revisions = revisionsIn(state);
    if (!this.#isSaving && revisions) this.#meet(revisions[0] ?? null, state);
    if (!this.#isSaving && state.kind === 'no-node' && !this.isChanged) this.#base = this.#draft = undefined;
    this.#notify();
  }

  #meet(head: Revision | null, state: PolicyState): void {
    const base = this.#base;
    if (base === undefined || this.#draft === undefined) {
      this.#base = head;
      this.#listed = head?.id;
      this.#draft = this.#start;
      return;
    }
    const isGone = this.#isGone(base, state);
    if (!head) {
      if (!isGone) return;
      // Nothing is in force any more: what is saved next is the first again.
      const isEdited = this.isChanged;
      [this.#base, this.#clash, this.#last] = [null, undefined, undefined];
      if (!isEdited) this.#draft = this.#start;
      return;
    }
    if (!isGone && !isNewer(head, base, state)) return;
    this.#listed = head.id;
    const [mine, last] = [this.#draft, overtakes(head, base, this.#last) ? this.#last : undefined];
    const isMine = (this.isChanged || last !== undefined) && !(head.draft && isSame(mine, head.draft));
    if (isMine) {
      const open = this.#clash?.kind === 'won' ? undefined : this.#clash;
      const from = last?.from ?? open?.base ?? this.#start;
      this.#clash = { kind: last ? 'lost' : (open?.kind ?? 'behind'), base: from, mine, theirs: head };
      if (last) [this.#base, this.#last] = [head, undefined];
      return;
    }
    [this.#clash, this.#last, this.#base] = [undefined, undefined, head];
    this.#draft = this.#start;
  }

  /** Retracted, or older than a backup: it was there, and is not any more. What we have just published may not be there yet. */
  #isGone(base: Revision | null, state: PolicyState): boolean {
    if (base === null) return false;
    const isListed = revisionsIn(state)?.some(({ id }) => id === base.id) === true;
    if (isListed) this.#listed = base.id;
    return !isListed && this.#listed === base.id;
  }

  #notify(): void {
    for (const changed of [...this.#listeners]) changed();
  }
}
