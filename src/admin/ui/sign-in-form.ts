import { css } from 'lit';
import { SignInForm } from '../../ui/components/sign-in-form.js';

/**
 * The form as it is elsewhere, without staying signed in. Hidden rather than left out: every visitor of a site
 * downloads the form, and would download the choice with it.
 *
 * @summary The sign-in form of the console.
 * @fires im-sign-in - The form was submitted.
 */
export class AdminSignInForm extends SignInForm {
  static override styles = [
    ...SignInForm.styles,
    css`
      .check {
        display: none;
      }
    `,
  ];
}

export const definitions = { 'im-admin-sign-in-form': AdminSignInForm };
