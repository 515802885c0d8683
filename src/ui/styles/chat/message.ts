/** The look of one message: ours at the end of the line, theirs at its beginning. */
import { css } from 'lit';

export const messageStyles = css`
  .message {
    --bubble: var(--_im-raised);

    margin-block-start: 2px;
    border-radius: var(--_im-radius);
    scroll-margin-block: 12px;
  }

  .message.begins {
    margin-block-start: 10px;
  }

  .mine {
    --bubble: color-mix(in oklab, var(--_im-accent) 18%, var(--_im-surface));
  }

  .line {
    display: flex;
    align-items: center;
    gap: 4px;
  }

  .mine .line {
    flex-direction: row-reverse;
  }

  /* Beside it there is always room for its menu. */
  .bubble {
    min-inline-size: 0;
    max-inline-size: min(620px, calc(100% - 42px));
    padding: 7px 12px;
    border-radius: calc(var(--_im-radius) * 1.1);
    background: var(--bubble);
    /* Where lines are thick, for high contrast, there is one around it. */
    outline: calc(var(--_im-line) - 1px) solid var(--_im-border);
  }

  .theirs:not(.begins) .bubble {
    border-start-start-radius: 5px;
  }

  .theirs:not(.ends) .bubble {
    border-end-start-radius: 5px;
  }

  .mine:not(.begins) .bubble {
    border-start-end-radius: 5px;
  }

  .mine:not(.ends) .bubble {
    border-end-end-radius: 5px;
  }

  .edited .bubble {
    outline: 2px solid var(--_im-accent);
  }

  .failed .bubble {
    background: var(--_im-bad-soft);
  }

  .line im-menu {
    flex: none;
    margin-block: -4px;
  }

  /* Each line in the direction of its own first letter. */
  .prose {
    display: block;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    unicode-bidi: plaintext;
    text-align: start;
  }

  .prose + .prose {
    margin-block-start: 8px;
  }

  .emoji {
    font-size: 2.3em;
    line-height: 1.25;
  }

  .code {
    margin: 4px 0;
    padding: 8px 10px;
    border: var(--_im-line) solid var(--_im-border);
    border-radius: calc(var(--_im-radius) * 0.6);
    background: var(--_im-surface);
    font:
      0.92em / 1.5 ui-monospace,
      SFMono-Regular,
      Menlo,
      Consolas,
      'DejaVu Sans Mono',
      monospace;
    tab-size: 4;
    text-align: left;
    overflow-x: auto;
  }

  .bubble .link {
    display: block;
  }

  .cut {
    display: block;
    color: var(--_im-muted);
  }

  .unreadable {
    display: flex;
    gap: 6px;
    color: var(--_im-muted);
    font-style: italic;
  }

  .meta {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: 0 6px;
    margin-block-start: 1px;
    color: var(--_im-muted);
    font-size: 0.82em;
    font-variant-numeric: tabular-nums;
  }

  .theirs .meta {
    justify-content: flex-start;
  }

  .delivery {
    display: inline-flex;
    align-items: center;
    gap: 3px;
  }

  .delivery svg {
    inline-size: 15px;
    block-size: 15px;
  }

  .displayed {
    color: var(--_im-accent);
  }

  .failure {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: 2px 12px;
    padding-block: 4px;
    padding-inline: 42px 2px;
    color: var(--_im-bad);
    font-size: 0.9em;
  }

  .failure > span {
    display: inline-flex;
    gap: 5px;
    min-inline-size: 0;
  }

  .failure svg {
    inline-size: 16px;
    block-size: 16px;
    margin-block-start: 2px;
  }

  @media (forced-colors: active) {
    .bubble {
      border: 1px solid CanvasText;
    }
  }
`;
