/** The steps of a test, one by one, with what went wrong in words. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { icons } from '../../ui/icons.js';
import type { TestReport, TestStep } from '../archiving/archiver.js';
import { stepName } from '../archiving/archiver-words.js';

const RESULTS: Readonly<
  Record<TestStep['result'], { readonly icon: TemplateResult; readonly tone: string; readonly word: string }>
> = {
  passed: { icon: icons.check, tone: 'good', word: 'Passed' },
  failed: { icon: icons.cross, tone: 'bad', word: 'Failed' },
  'not-run': { icon: icons.clock, tone: 'muted', word: 'Not tried' },
};

export const testStyles = css`
  .report {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 10px;
    padding: 12px 14px;
    border-radius: var(--_im-control-radius);
    background: var(--_im-raised);
  }

  .report ol {
    display: grid;
    gap: 8px;
    margin: 0;
    padding: 0;
    list-style: none;
  }
`;

/** `isCurrent`: exactly what was tested still stands in the form. */
export function renderTestReport({ token, steps }: TestReport, isCurrent: boolean): TemplateResult {
  const passed = token !== undefined;
  return html`<div class="report">
    <p>
      <strong class=${passed ? 'good' : 'bad'}>${passed ? 'The test is passed.' : 'The test is not passed.'}</strong>
      ${isCurrent ? nothing : html`<span class="muted">Of what stood here before it was changed.</span>`}
    </p>
    <ol aria-label="Steps of the test">
      ${steps.map((step) => renderStep(step))}
    </ol>
  </div>`;
}

/** Why it can be saved, or cannot. */
export function whyText(report: TestReport | undefined, isCurrent: boolean): string {
  if (!report) return 'Save comes after Test: only settings that have passed it can be saved.';
  if (!isCurrent) return 'Something was changed since the test. Test it again before you save.';
  if (report.token !== undefined) return 'Exactly these settings have passed their test, and can be saved now.';
  return 'It has not passed. Mend what is named above, and test it again; then it can be saved.';
}

function renderStep({ step, result, text }: TestStep): TemplateResult {
  const { icon, tone, word } = RESULTS[result];
  return html`<li class="choice">
    <span class=${tone}>${icon}</span>
    <p>
      <strong>${stepName(step)}</strong>: ${text ? html`<bdi>${text}</bdi>` : word}<span class="visually-hidden">
        (${word})</span
      >
    </p>
  </li>`;
}
