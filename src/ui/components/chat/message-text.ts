/** The text of a message. Of markup it has none: what somebody wrote is text, whatever it looks like. */
import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { beginningOf, blocksOf, isEmojiOnly, type Block } from '../../chat/message-blocks.js';
import { linkify, type Piece } from '../../linkify.js';

/** `isWhole`: it is shown to its end, however long it is; else `showAll` is offered. */
export function messageText(text: string, isWhole: boolean, showAll: () => void): TemplateResult {
  const beginning = isWhole ? undefined : beginningOf(text);
  const shown = beginning ?? text;
  if (isEmojiOnly(shown)) return html`<bdi class="prose emoji" dir="auto">${shown}</bdi>`;
  return html`${blocksOf(shown).map(renderBlock)}
  ${
    beginning === undefined
      ? nothing
      : html`<span class="cut" aria-hidden="true">…</span
          ><button class="link small" @click=${showAll}>${msg('Show all')}</button>`
  }`;
}

function renderBlock({ kind, text }: Block): TemplateResult {
  // Code has a scroll bar of its own, which a keyboard has to reach.
  return kind === 'code'
    ? html`<pre class="code" dir="ltr" tabindex="0" role="group" aria-label=${msg('Code')}><code>${text}</code></pre>`
    : html`<bdi class="prose" dir="auto">${linkify(text).map(renderPiece)}</bdi>`;
}

function renderPiece(piece: Piece): TemplateResult | string {
  if (piece.kind === 'text') return piece.text;
  return html`<a href=${piece.href} target="_blank" rel="noopener noreferrer nofollow" dir="auto">${piece.text}</a>`;
}
