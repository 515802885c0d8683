/** Shows an element of ours as the person wants it: in their theme and language, and in the direction of that. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { DEFAULT_OPTIONS, type OptionValues } from '../core/options.js';
import { isRightToLeft } from './format.js';
import { shownLocale, useLocale } from './locale.js';

export class Presentation implements ReactiveController {
  readonly #element: ReactiveControllerHost & HTMLElement;
  readonly #options: () => OptionValues | undefined;
  /** What the page around us set on the element; it stays as it is. */
  readonly #given = new Set<'lang' | 'dir'>();
  readonly #moreContrast = matchMedia('(prefers-contrast: more)');
  #language = '';

  /** `options` is undefined as long as nothing is known of the person. */
  constructor(element: ReactiveControllerHost & HTMLElement, options: () => OptionValues | undefined) {
    this.#element = element;
    this.#options = options;
    element.addController(this);
  }

  /** The language of the page, where the element is. */
  get pageLanguage(): string | null {
    const from = this.#given.has('lang') ? this.#element : this.#element.parentElement;
    return from?.closest('[lang]')?.getAttribute('lang') ?? null;
  }

  hostConnected(): void {
    for (const name of ['lang', 'dir'] as const) if (this.#element.hasAttribute(name)) this.#given.add(name);
    this.#moreContrast.addEventListener('change', this.#update);
  }

  hostDisconnected(): void {
    for (const name of ['lang', 'dir'] as const) if (!this.#given.has(name)) this.#element.removeAttribute(name);
    this.#given.clear();
    this.#moreContrast.removeEventListener('change', this.#update);
  }

  hostUpdate(): void {
    const { theme, language } = this.#options() ?? DEFAULT_OPTIONS;
    if (language !== this.#language) {
      this.#language = language;
      void useLocale(language);
    }
    const shown = shownLocale();
    this.#element.dataset.imTheme = theme === 'auto' && this.#moreContrast.matches ? 'contrast' : theme;
    if (!this.#given.has('lang')) this.#element.lang = shown;
    if (!this.#given.has('dir')) this.#element.dir = isRightToLeft(shown) ? 'rtl' : 'ltr';
  }

  readonly #update = (): void => this.#element.requestUpdate();
}
