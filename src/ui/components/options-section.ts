import { LitElement, type CSSResultGroup } from 'lit';
import { property } from '../decorators.js';
import type { View } from '../../core/view.js';
import type { Send } from '../send.js';
import { base } from '../styles/base.js';
import { sectionStyles } from '../styles/options.js';

/** One section of the Options window: shows a part of the view, and commands what is set there. */
export abstract class OptionsSection extends LitElement {
  static override styles: CSSResultGroup = [base, sectionStyles];

  @property({ attribute: false }) view: View | undefined;
  @property({ attribute: false }) send: Send | undefined;
  /** The language for times and numbers. */
  @property() locale = 'en';
  /** The time, in milliseconds since 1970. */
  @property({ type: Number }) now = 0;

  /** Puts the focus on the first element that `selector` finds, once what was changed is shown. */
  protected async focusOn(...selectors: readonly string[]): Promise<void> {
    await this.updateComplete;
    for (const selector of selectors) {
      const found = this.renderRoot.querySelector<HTMLElement>(selector);
      if (found) return found.focus();
    }
  }
}
