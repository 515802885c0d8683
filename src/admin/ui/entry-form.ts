import { css } from 'lit';

/** The look of a form with one field, or few, the button beside them, and below what was found. */
export const entryForm = css`
  form {
    display: flex;
    flex-wrap: wrap;
    gap: 12px;
    align-items: end;
  }

  form .field {
    flex: 1 1 240px;
  }

  form .button {
    min-block-size: 38px;
  }

  .finding {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 4px;
    overflow-wrap: anywhere;
  }

  .finding:not(:empty) {
    margin-block-start: 10px;
  }
`;
