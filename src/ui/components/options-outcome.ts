/** What became of the last change in the Options window, beside the title of its section: visible, and read aloud. */
import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { View } from '../../core/view.js';
import type { Command } from '../../ports/protocol.js';
import { icons } from '../icons.js';
import type { ProblemText } from '../strings/problems.js';

export type Outcome =
  | { readonly kind: 'none' }
  /** It is saved on the server, for all devices; the view says how far that is. */
  | { readonly kind: 'saved'; readonly with: Command['name'] }
  | { readonly kind: 'done'; readonly text: string }
  | { readonly kind: 'failed'; readonly problem: ProblemText };

export type SavingStatus = 'no' | 'saving' | 'failed' | 'offline';

/** How far that has got which was changed last. */
export function savingStatus(outcome: Outcome, { session, setting, options }: View): SavingStatus {
  const isHandling = outcome.kind === 'saved' && outcome.with === 'choose-handling';
  const saving = isHandling || outcome.kind === 'none' ? setting.saving : 'no';
  const worst = saving === 'no' && !isHandling ? options.saving : saving;
  return worst === 'saving' && session.link.phase !== 'online' ? 'offline' : worst;
}

/** The element stays the same whatever it says, so that a screen reader notices each change of it. */
export function status(outcome: Outcome, saving: SavingStatus): TemplateResult {
  return html`<p class="status ${saving}" role="status">
    ${outcome.kind === 'failed' ? nothing : text(outcome, saving)}
  </p>`;
}

function text(outcome: Outcome, saving: SavingStatus): TemplateResult | string | typeof nothing {
  if (outcome.kind === 'done') return html`${icons.check}<bdi>${outcome.text}</bdi>`;
  switch (saving) {
    case 'saving':
      return outcome.kind === 'none' ? nothing : msg('Saving …');
    case 'offline':
      return msg('In use here. It is saved for your other devices as soon as you are online.');
    case 'failed':
      return html`${icons.warning}${msg('In use here, but not saved on your server yet. It is tried again when you next connect.')}`;
    case 'no':
      return outcome.kind === 'saved' ? html`${icons.check}${msg('Saved, for all your devices.')}` : nothing;
  }
}
