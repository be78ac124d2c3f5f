/**
 * Giving the focus to parts that may have to be drawn first. Where they are there they take it at once: the next key may
 * come before the next frame, and is meant for them.
 */
type Find = () => HTMLElement | null | undefined;

/** A row among rows: keys that come quickly go on from row to row. */
export function focusRow(find: Find): void {
  const row = find();
  if (row) row.focus();
  else requestAnimationFrame(() => find()?.focus());
}

/** A field that an action opens; a palette that closes gives the focus back once more, after the action. */
export function focusField(find: Find): void {
  find()?.focus();
  requestAnimationFrame(() => {
    const field = find();
    if (document.activeElement !== field) field?.focus();
  });
}
