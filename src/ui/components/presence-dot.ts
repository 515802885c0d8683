/**
 * The availability of somebody as a mark of its own shape and colour; the words stand beside it, or in it for screen
 * readers. For whoever shows people: a template, so that a long list has no element more for each.
 *
 * | seen | mark |
 * |---|---|
 * | `chat`, `available` | a full circle |
 * | `away`, `xa` | a moon |
 * | `dnd` | a circle with a bar |
 * | `offline` | a ring |
 * | `unknown` | a dotted ring |
 */
import { css, html, svg, type TemplateResult } from 'lit';
import type { Seen } from '../../core/people-view.js';

type Mark = 'available' | 'away' | 'dnd' | 'offline' | 'unknown';

const SHAPES: Readonly<Record<Mark, TemplateResult>> = {
  available: svg`<circle cx="6" cy="6" r="5" fill="currentColor"/>`,
  away: svg`<path d="M7.4 1.2a5 5 0 1 0 3.4 6.6A4.4 4.4 0 0 1 7.4 1.2z" fill="currentColor"/>`,
  dnd: svg`<path fill-rule="evenodd" d="M6 1a5 5 0 1 0 0 10A5 5 0 0 0 6 1zM3.4 5.1h5.2v1.8H3.4z" fill="currentColor"/>`,
  offline: svg`<circle cx="6" cy="6" r="4" fill="none" stroke="currentColor" stroke-width="1.8"/>`,
  unknown: svg`<circle cx="6" cy="6" r="4" fill="none" stroke="currentColor" stroke-width="1.8" stroke-dasharray="1.8 1.79"/>`,
};

/** Decorative: what it means has to be said in words, too. */
export function presenceDot(seen: Seen): TemplateResult {
  const mark = markOf(seen);
  return html`<svg class="presence ${mark}" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
    ${SHAPES[mark]}
  </svg>`;
}

function markOf(seen: Seen): Mark {
  switch (seen) {
    case 'chat':
    case 'available':
      return 'available';
    case 'away':
    case 'xa':
      return 'away';
    case 'dnd':
    case 'offline':
    case 'unknown':
      return seen;
  }
}

export const presenceStyles = css`
  .presence {
    display: inline-block;
    flex: none;
    color: var(--_im-control-border);
  }

  .presence.available {
    color: var(--_im-available);
  }

  .presence.away {
    color: var(--_im-away);
  }

  .presence.dnd {
    color: var(--_im-dnd);
  }
`;
