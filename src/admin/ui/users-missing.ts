/** What a server does not do is not there; why, is one click away. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Abilities } from '../accounts/account.js';
import { inabilityWords, missingAbilities } from '../users/ability-words.js';

/** Everything that is missing, folded. */
export function missingThings(abilities: Abilities): TemplateResult | typeof nothing {
  const missing = missingAbilities(abilities);
  if (missing.length === 0) return nothing;
  return html`<details class="missing">
    <summary>Why is something missing?</summary>
    <dl>
      ${missing.map(
        ({ what, why }) =>
          html`<dt>${what}</dt>
            <dd>${why}</dd>`,
      )}
    </dl>
  </details>`;
}

/** Instead of the list, where the server has none. */
export function noList(abilities: Abilities, find: () => void): TemplateResult | typeof nothing {
  if (abilities.list === true) return nothing;
  return html`<section class="card" aria-labelledby="no-list">
    <h3 id="no-list">There is no list of people here</h3>
    <p>
      ${
        abilities.list.why === 'forbidden'
          ? 'The server does not let this account read it.'
          : 'The server has no command that lists everybody.'
      }
      ${inabilityWords(abilities.list)}
    </p>
    <p>You can still manage everybody whose address you know.</p>
    <div class="row"><button class="button find" @click=${find}>Manage one person by address…</button></div>
  </section>`;
}
