/** What is on or off in the Options window. */
import { css, html, type TemplateResult } from 'lit';

export interface SwitchContent {
  readonly name: string;
  readonly label: string;
  readonly about: string;
  readonly on: boolean;
  /** Something else leaves nothing to switch. */
  readonly isOff?: boolean;
  readonly set: (on: boolean) => void;
}

export function renderSwitch({ name, label, about, on, isOff = false, set }: SwitchContent): TemplateResult {
  return html`<label class="switch">
    <span>
      <span class="label" id="${name}-label">${label}</span>
      <span class="muted small" id="${name}-about">${about}</span>
    </span>
    <input
      type="checkbox"
      role="switch"
      name=${name}
      aria-labelledby="${name}-label"
      aria-describedby="${name}-about"
      .checked=${on}
      ?disabled=${isOff}
      @change=${(event: Event) => set((event.target as HTMLInputElement).checked)}
    />
  </label>`;
}

export const switchStyles = css`
  .switch {
    display: flex;
    align-items: flex-start;
    justify-content: space-between;
    gap: 16px;
    cursor: pointer;
  }

  .switch .label {
    display: block;
    font-weight: 550;
  }

  .box {
    gap: 16px;
  }

  input[role='switch'] {
    appearance: none;
    position: relative;
    inline-size: 38px;
    block-size: 22px;
    border: var(--_im-line) solid var(--_im-control-border);
    border-radius: 11px;
    background: var(--_im-surface);
    cursor: inherit;
    transition: background-color 120ms;
  }

  input[role='switch']::before {
    content: '';
    position: absolute;
    inset-block: 3px;
    inset-inline-start: 3px;
    aspect-ratio: 1;
    border-radius: 50%;
    background: var(--_im-control-border);
    transition: inset-inline-start 120ms;
  }

  input[role='switch']:checked {
    border-color: var(--_im-accent);
    background: var(--_im-accent);
  }

  input[role='switch']:checked::before {
    inset-inline-start: calc(100% - 19px + var(--_im-line));
    background: var(--_im-on-accent);
  }

  @media (forced-colors: active) {
    input[role='switch']::before {
      background: ButtonText;
    }

    input[role='switch']:checked::before {
      background: Highlight;
    }
  }

  .box > * + .switch {
    padding-block-start: 16px;
    border-block-start: var(--_im-line) solid var(--_im-border);
  }
`;
