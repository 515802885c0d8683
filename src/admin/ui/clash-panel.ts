import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from '../../ui/decorators.js';
import { base } from '../../ui/styles/base.js';
import { mergeClash, type Clash } from '../policy/clash.js';
import { differences } from '../policy/differences.js';
import type { ConflictKey, MergeConflict } from '../policy/merge.js';
import { differenceList, differenceStyles } from './difference-list.js';
import type { PolicyEditor } from '../policy/draft-store.js';
import { pane } from './pane-styles.js';
import { publisherText, revisionName, timeText } from './revision-text.js';
import { Watch } from './watch.js';

/**
 * Two administrators changed the policy at once: what each of them changed, and how it goes on.
 *
 * @summary The choice between mine, theirs, and both.
 */
export class ClashPanel extends LitElement {
  static override styles = [
    base,
    pane,
    differenceStyles,
    css`
      .card {
        border-color: var(--_im-warn);
      }

      .sides {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(260px, 100%), 1fr));
        gap: 16px;
      }

      h4 {
        margin: 0 0 4px;
        font-size: 1em;
        font-weight: 600;
      }

      fieldset {
        display: grid;
        gap: 6px;
        min-inline-size: 0;
      }

      legend {
        margin-block-end: 6px;
        padding: 0;
        font-weight: 600;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) editor: PolicyEditor | undefined;
  /** Publishes the draft, once it is chosen. */
  @property({ attribute: false }) publish: (() => void) | undefined;
  /** Fields for which theirs was chosen, where both changed them. */
  @state() private preferTheirs: ReadonlySet<ConflictKey> = new Set();
  readonly #watch = new Watch(this, () => this.editor);

  override render(): TemplateResult | typeof nothing {
    const clash = this.editor?.clash;
    if (!clash) return nothing;
    const { base, mine, theirs } = clash;
    return html`<section class="card" aria-labelledby="title">
      <h3 id="title" tabindex="-1">${TITLES[clash.kind]}</h3>
      <p>
        ${publisherText(theirs)} saved ${revisionName(theirs).toLowerCase()}, ${timeText(theirs)}.
        ${STANDING[clash.kind]} Nothing is lost.
      </p>
      <div class="sides">
        <div>
          <h4>What they changed</h4>
          ${
            theirs.draft
              ? differenceList(differences(base, theirs.draft))
              : html`<p class="warn">What they saved cannot be read, so people are asked about every request.</p>`
          }
        </div>
        <div>
          <h4>What you changed</h4>
          ${differenceList(differences(base, mine))}
        </div>
      </div>
      ${mergeClash(clash).conflicts.map((conflict) => this.#renderConflict(conflict))}
      <div class="row">${this.#renderChoices(clash)}</div>
    </section>`;
  }

  #renderConflict({ key, label, base, mine, theirs }: MergeConflict): TemplateResult {
    const isTheirs = this.preferTheirs.has(key);
    const option = (name: string, value: string, theirs: boolean): TemplateResult =>
      html`<label class="choice">
        <input
          type="radio"
          name=${key}
          .checked=${isTheirs === theirs}
          @change=${() => this.#prefer(key, theirs)}
        /><span>${name}: <bdi>${value}</bdi></span>
      </label>`;
    return html`<fieldset>
      <legend>Both of you changed: ${label}. It was: <bdi>${base}</bdi>.</legend>
      ${option('Yours', mine, false)} ${option('Theirs', theirs, true)}
    </fieldset>`;
  }

  #prefer(key: ConflictKey, theirs: boolean): void {
    const preferred = new Set(this.preferTheirs);
    if (theirs) preferred.add(key);
    else preferred.delete(key);
    this.preferTheirs = preferred;
  }

  #renderChoices({ kind, theirs }: Clash): TemplateResult {
    const { editor } = this;
    const both = (): void => editor?.keepMine(this.preferTheirs);
    const take = (): void => editor?.takeTheirs();
    const insist = (): void => editor?.insistOnMine();
    const isReadable = theirs.draft !== undefined;
    switch (kind) {
      case 'behind':
        return html`${this.#choice('Keep mine on top of theirs', both, true)}
        ${isReadable ? this.#choice('Take theirs', take) : nothing}`;
      case 'lost':
        return html`${this.#choice('Publish mine on top of theirs', both, true, true)}
        ${this.#choice('Publish mine alone', insist, false, true)}
        ${isReadable ? this.#choice('Leave theirs in force', take) : nothing}`;
      case 'won':
        return html`${this.#choice('Leave mine in force', insist, true)}
        ${
          isReadable
            ? html`${this.#choice('Publish both together', both, false, true)}
              ${this.#choice('Restore theirs', take, false, true)}`
            : nothing
        }`;
    }
  }

  #choice(name: string, choose: () => void, isPrimary = false, publishes = false): TemplateResult {
    const chosen = (): void => {
      choose();
      this.preferTheirs = new Set();
      if (publishes) this.publish?.();
    };
    return html`<button type="button" class="button ${isPrimary ? 'primary' : ''}" @click=${chosen}>${name}</button>`;
  }
}

const TITLES: Readonly<Record<Clash['kind'], string>> = {
  behind: 'Somebody else changed the policy while you did',
  lost: 'You and somebody else saved at the same moment',
  won: 'You and somebody else saved at the same moment',
};

/** What is in force now. */
const STANDING: Readonly<Record<Clash['kind'], string>> = {
  behind: 'Theirs is in force; yours is not saved yet.',
  lost: 'Theirs is in force; yours is in the History.',
  won: 'Yours is in force; theirs is in the History.',
};

export const definitions = { 'im-admin-clash': ClashPanel };
