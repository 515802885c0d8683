import { css } from 'lit';

/** The look of a list whose entries can be taken off it, with what is to know of each. */
export const entryList = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 12px;
  }

  .list > li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 4px 12px;
    padding-block: 8px;
    border-block-start: var(--_im-line) solid var(--_im-border);
  }

  .list > li > div {
    flex: 1 1 200px;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  .domain,
  .person {
    font-weight: 550;
  }

  .badge {
    display: inline-block;
    padding: 0 8px;
    border-radius: 99px;
    background: var(--_im-accent-soft);
    font-size: 0.9em;
  }
`;
