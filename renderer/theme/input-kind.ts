/**
 * Whether the last input came from pointer or keyboard, as `data-input` of the page. Browsers ring a control that gets
 * the focus from a script after a click, for instance the button of a menu that closes; the style sheet decides by this.
 */
export function watchInput(): void {
  const page = document.documentElement;
  window.addEventListener('pointerdown', () => page.setAttribute('data-input', 'pointer'), { capture: true });
  window.addEventListener('keydown', () => page.setAttribute('data-input', 'keyboard'), { capture: true });
}
