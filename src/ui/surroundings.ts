/**
 * Whether the page around an element is light or dark, told by the colour of its text: a page that
 * is dark has light text, however it came to be dark. Nothing is asked of the page.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Pages that fade from one scheme to the other have arrived by then. */
const FADE = 400;

export class Surroundings implements ReactiveController {
  readonly #element: ReactiveControllerHost & HTMLElement;
  #watch: AbortController | undefined;

  constructor(element: ReactiveControllerHost & HTMLElement) {
    this.#element = element;
    element.addController(this);
  }

  hostConnected(): void {
    this.#watch = new AbortController();
    const { signal } = this.#watch;
    const look = (): void => this.#look();
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', look, { signal });
    const observer = new MutationObserver(() => {
      look();
      setTimeout(look, FADE);
    });
    for (const place of [document.documentElement, document.body]) observer.observe(place, { attributes: true });
    signal.addEventListener('abort', () => observer.disconnect());
    look();
  }

  hostDisconnected(): void {
    this.#watch?.abort();
  }

  #look(): void {
    const { parentElement } = this.#element;
    const around = parentElement ?? document.documentElement;
    const scheme = isLight(getComputedStyle(around).color) ? 'dark' : 'light';
    // By the object model, which a Content-Security-Policy without inline styles allows.
    this.#element.style.setProperty('--_im-scheme', scheme);
  }
}

/** Whether a computed colour (CSS Color 4 serialisation) is nearer to white than to black. */
export function isLight(colour: string): boolean {
  const [name = '', inside = ''] = colour.split('(');
  const numbers = (inside.match(/-?[\d.]+%?/g) ?? []).map((text) => ({
    value: parseFloat(text),
    percent: text.endsWith('%'),
  }));
  const [first] = numbers;
  if (!first) return false;
  switch (name.trim()) {
    case 'oklab':
    case 'oklch':
      return first.percent ? first.value > 50 : first.value > 0.5;
    case 'lab':
    case 'lch':
      return first.value > 50;
    default: {
      // rgb() counts to 255, color() to 1.
      const full = name.trim() === 'color' ? 1 : 255;
      const [red = 0, green = 0, blue = 0] = numbers.map(({ value }) => value / full);
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.5;
    }
  }
}
