/** Where a key leads from one tab to another (WAI-ARIA APG, tabs); undefined where it leads to none. */
export function nextTab<T>(tabs: readonly T[], current: T, key: string, isRightToLeft: boolean): T | undefined {
  const at = tabs.indexOf(current);
  const [forth, back] = isRightToLeft ? ['ArrowLeft', 'ArrowRight'] : ['ArrowRight', 'ArrowLeft'];
  switch (key) {
    case forth:
      return tabs[(at + 1) % tabs.length];
    case back:
      return tabs.at(at - 1);
    case 'Home':
      return tabs[0];
    case 'End':
      return tabs.at(-1);
    default:
      return undefined;
  }
}
