/**
 * Keeps what somebody reads where it is while there comes more above or below. Browsers that do this by themselves do
 * not where somebody is at the very top, and Safari does not at all.
 */

/** An element of the list, and where it stands in the window of the scroller, in CSS pixels. */
export interface Place {
  readonly id: string;
  readonly top: number;
}

/** The first of `elements` (in their order) that is in view. */
export function placeOf(scroller: HTMLElement, elements: readonly HTMLElement[]): Place | undefined {
  const { top } = scroller.getBoundingClientRect();
  for (const element of elements) {
    const box = element.getBoundingClientRect();
    const { id } = element.dataset;
    if (id !== undefined && box.bottom > top) return { id, top: box.top - top };
  }
  return undefined;
}

/** Scrolls so that it stands there again; where it is gone, nothing is done. */
export function restore(scroller: HTMLElement, elements: readonly HTMLElement[], { id, top }: Place): void {
  const element = elements.find(({ dataset }) => dataset.id === id);
  if (!element) return;
  scroller.scrollTop += element.getBoundingClientRect().top - scroller.getBoundingClientRect().top - top;
}

export function distanceToEnd({ scrollHeight, scrollTop, clientHeight }: HTMLElement): number {
  return scrollHeight - scrollTop - clientHeight;
}
