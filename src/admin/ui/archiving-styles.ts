/** What the parts of the pane IM Archiving share. */
import { css } from 'lit';

export const archivingStyles = css`
  .card,
  form,
  .part {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 12px;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  form {
    gap: 16px;
    margin: 0;
  }

  .pill {
    padding: 1px 10px;
    border-radius: 99px;
    background: var(--_im-raised);
    font-size: 0.9em;
    font-weight: 550;
    white-space: nowrap;
  }

  .pill.good {
    background: var(--_im-good-soft);
  }

  .pill.warn {
    background: var(--_im-warn-soft);
  }

  .two {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 220px), 1fr));
    gap: 14px;
    align-items: start;
  }

  .field {
    grid-template-columns: minmax(0, 1fr);
  }

  .field > .bad,
  .field > .help {
    font-weight: 400;
  }

  [role='alert']:empty,
  [role='status']:empty {
    display: none;
  }

  ::placeholder {
    color: var(--_im-muted);
    opacity: 1;
  }
`;

export const peopleStyles = css`
  h4 {
    margin: 0;
    font-size: 1em;
    font-weight: 600;
  }

  .ends {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 10px 12px;
  }

  .ends > .field {
    flex: 1 1 220px;
    max-inline-size: 360px;
  }

  .ends > .button {
    min-block-size: 38px;
  }

  textarea {
    resize: vertical;
    font-weight: 400;
  }

  .part {
    padding-block-start: 14px;
    border-block-start: var(--_im-line) solid var(--_im-border);
  }
`;
