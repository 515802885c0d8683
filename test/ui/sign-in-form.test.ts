import { assert } from 'chai';
import type { SignInForm } from '../../src/ui/components/sign-in-form.js';
import { expectNoViolations, fixture } from './support.js';

describe('the sign-in form', () => {
  it('has the cursor in the password after a sign-in that failed, for the next one to be typed', async () => {
    const form = await fixture<SignInForm>('im-sign-in-form', { domain: 'example.com', jid: 'maya' });
    const password = form.renderRoot.querySelector<HTMLInputElement>('[name=password]');
    assert.ok(password);
    password.value = 'wrong';
    password.focus();
    form.busy = true;
    await form.updateComplete;
    Object.assign(form, { busy: false, problem: { what: 'Wrong password.', todo: 'Try again.' } });
    await form.updateComplete;
    assert.equal(form.shadowRoot?.activeElement, password);
    assert.deepEqual([password.selectionStart, password.selectionEnd], [0, 'wrong'.length]);
    await expectNoViolations(form);
  });
});
