import { localized, msg } from '@lit/localize';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from '../decorators.js';
import type { View } from '../../core/view.js';
import { defineLater } from '../define-components.js';
import { icons } from '../icons.js';
import { optionIcons } from '../option-icons.js';
import type { Send } from '../send.js';
import { doneText, sectionIntroduction, type SectionName } from '../strings/options.js';
import { commandProblemText } from '../strings/problems.js';
import { base } from '../styles/base.js';
import { panelStyles } from '../styles/options-panel.js';
import { savingStatus, status, type Outcome } from './options-outcome.js';
import { sectionsOf, type Section } from './options-sections.js';

/** From this width on (CSS pixels) the sections are listed beside the one that is shown. */
const WIDE = 620;

/**
 * What a person may set, and their account, in sections: listed beside the one that is shown where there is
 * room, else a list that leads to each and back. Says what became of each change.
 *
 * @summary The options of whoever is signed in.
 * @fires im-sign-out - Sign out was pressed.
 */
@localized()
export class OptionsPanel extends LitElement {
  static override styles = [base, panelStyles];

  @property({ attribute: false }) view: View | undefined;
  @property({ attribute: false }) send: Send | undefined;
  @property() locale = 'en';
  @property({ type: Number }) now = 0;
  /** What "stay signed in" comes to when a key is kept. */
  @property() keyMeans = '';
  /** There are notifications in this shell. */
  @property({ type: Boolean }) notifies = false;
  /** The section to begin with; without it, whatever comes first. */
  @property({ attribute: false }) section: SectionName | null = null;
  @state() private chosen: SectionName | null = null;
  @state() private outcome: Outcome = { kind: 'none' };
  @state() private isWide = false;
  /** In the next frame: what is measured must not change while it is being measured. */
  readonly #observer = new ResizeObserver(() => {
    requestAnimationFrame(() => (this.isWide = this.offsetWidth >= WIDE));
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.isWide = this.offsetWidth >= WIDE;
    this.#observer.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer.disconnect();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('section')) this.chosen = this.section;
  }

  override render(): TemplateResult | typeof nothing {
    const { view, notifies, locale, isWide } = this;
    if (!view?.session.account) return nothing;
    const sections = sectionsOf({ view, notifies, locale });
    const shown = sections.find(({ name }) => name === this.chosen) ?? (isWide ? sections[0] : undefined);
    return html`<div class=${isWide ? 'wide' : 'narrow'}>
      ${isWide || !shown ? this.#renderSections(sections, shown) : nothing}
      ${shown ? this.#renderShown(shown, view, isWide) : nothing}
    </div>`;
  }

  #renderSections(sections: readonly Section[], shown: Section | undefined): TemplateResult {
    return html`<nav aria-label=${msg('Options')}>
      <ul>
        ${sections.map(
          ({ name, title, icon, summary, count }) =>
            html`<li>
              <button
                data-section=${name}
                aria-current=${name === shown?.name ? 'page' : nothing}
                @click=${() => this.#show(name)}
              >
                ${icon}
                <span class="title"
                  >${title}${!shown && summary ? html`<bdi class="summary">${summary}</bdi>` : nothing}</span
                >
                ${
                  shown
                    ? nothing
                    : html`<span class="count">${count}</span><span class="forward">${optionIcons.forward}</span>`
                }
              </button>
            </li>`,
        )}
      </ul>
    </nav>`;
  }

  #renderShown({ name, title }: Section, view: View, isWide: boolean): TemplateResult {
    const introduction = sectionIntroduction(name);
    const { outcome } = this;
    return html`<section aria-labelledby="title">
      <div class="head">
        ${
          isWide
            ? nothing
            : html`<p class="way">
                <button class="quiet back" @click=${this.#back}>${icons.back}${msg('All options')}</button>
              </p>`
        }
        <h3 id="title" tabindex="-1">${title}</h3>
        ${status(outcome, savingStatus(outcome, view))}
      </div>
      ${
        outcome.kind === 'failed'
          ? html`<im-notice tone="bad" role="alert">${outcome.problem.what} ${outcome.problem.todo}</im-notice>`
          : nothing
      }
      ${introduction ? html`<p class="muted introduction">${introduction}</p>` : nothing}
      ${this.#renderSection(name, view)}
    </section>`;
  }

  #renderSection(name: SectionName, view: View): TemplateResult {
    const { locale, now } = this;
    const send = this.#send;
    switch (name) {
      case 'handling':
        void defineLater('im-handling-choice');
        return html`<im-handling-choice .view=${view} .send=${send}></im-handling-choice>`;
      case 'notifications':
        void defineLater('im-options-notifications');
        return html`<im-options-notifications .view=${view} .send=${send}></im-options-notifications>`;
      case 'messages':
        void defineLater('im-options-messages');
        return html`<im-options-messages .view=${view} .send=${send} .notifies=${this.notifies}></im-options-messages>`;
      case 'availability':
        void defineLater('im-options-availability');
        return html`<im-options-availability .view=${view} .send=${send} .locale=${locale}></im-options-availability>`;
      case 'appearance':
        void defineLater('im-options-appearance');
        return html`<im-options-appearance .view=${view} .send=${send}></im-options-appearance>`;
      case 'blocked':
      case 'ignored':
      case 'expected':
        void defineLater('im-options-people');
        return html`<im-options-people
          .view=${view}
          .send=${send}
          .locale=${locale}
          .now=${now}
          .list=${name === 'expected' ? 'allowed' : name}
        ></im-options-people>`;
      case 'invitations':
        void defineLater('im-options-invitations');
        return html`<im-options-invitations
          .view=${view}
          .send=${send}
          .locale=${locale}
          .now=${now}
        ></im-options-invitations>`;
      case 'log':
        void defineLater('im-options-log');
        return html`<im-options-log .view=${view} .send=${send} .locale=${locale} .now=${now}></im-options-log>`;
      case 'archive':
        void defineLater('im-options-archive');
        return html`<im-options-archive
          .view=${view}
          .send=${send}
          .locale=${locale}
          .now=${now}
        ></im-options-archive>`;
      case 'account':
        void defineLater('im-options-account');
        return html`<im-options-account .view=${view} .keyMeans=${this.keyMeans}></im-options-account>`;
    }
  }

  #show(name: SectionName): void {
    this.chosen = name;
    this.outcome = { kind: 'none' };
    if (!this.isWide) this.#focus('#title');
  }

  readonly #back = (): void => {
    const left = this.chosen;
    this.chosen = null;
    this.outcome = { kind: 'none' };
    this.#focus(`[data-section=${left ?? ''}]`);
  };

  #focus(selector: string): void {
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(selector)?.focus());
  }

  /** Passes on what a section commands, and shows what became of it. */
  readonly #send: Send = async (command) => {
    const result = await (this.send?.(command) ?? Promise.resolve(NOT_SENT));
    if (!result.ok) this.outcome = { kind: 'failed', problem: commandProblemText(result.problem) };
    else if (!command.name.startsWith('read-')) {
      const text = doneText(command);
      this.outcome = text ? { kind: 'done', text } : { kind: 'saved', with: command.name };
    }
    return result;
  };
}

const NOT_SENT = { ok: false, problem: { kind: 'not-signed-in' } } as const;

export const definitions = { 'im-options-panel': OptionsPanel };
