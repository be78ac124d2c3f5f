/** Whether a key press is meant as text. */
const typingRoles = new Set(['textbox', 'searchbox', 'combobox', 'spinbutton']);

export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName) ||
    typingRoles.has(target.getAttribute('role') ?? '')
  );
}
