/** Whose key a press is, by where the keyboard is. */

const within = (target: EventTarget | null, selector: string): boolean =>
  target instanceof HTMLElement && target.closest(selector) !== null;

/** All keys belong to an open menu or dialog that has the focus, those that walk to lists and tables, those that act to lists of the tools. */
export function belongsToWidget(target: EventTarget | null, key: string): boolean {
  if (within(target, '[role="menu"], [role="listbox"], [role="dialog"]')) return true;
  if (/^(Arrow|Page|Home|End)/.test(key))
    return within(target, '[role="tree"], table, [role="tablist"], [role="separator"], [role="menubar"]');
  return /^(Enter| |Delete|Backspace)$/.test(key) && within(target, '[role="region"]');
}

/** Whether the key presses or takes away what has the focus. Asked where somebody went there with Tab, and so means that. */
export function actsOnFocused(target: EventTarget | null, key: string): boolean {
  if (key === 'Enter' || key === ' ') return within(target, 'button, a, summary, [role="tree"], table');
  return (key === 'Delete' || key === 'Backspace') && within(target, '[role="tree"], table');
}
