/**
 * Reactive properties, declared beside their types. Lit's own decorators do no more for TypeScript's older ones,
 * and carry what the standard's need: 900 octets that every visitor would download.
 */
import type { PropertyDeclaration, ReactiveElement } from 'lit';

type Decorator = (prototype: ReactiveElement, name: string) => void;

/** What others set, by attribute too unless it says otherwise. */
export function property(declaration?: PropertyDeclaration): Decorator {
  return (prototype, name) => {
    (prototype.constructor as typeof ReactiveElement).createProperty(name, declaration);
  };
}

/** What only the element itself sets. */
export function state(): Decorator {
  return property({ state: true, attribute: false });
}
