/** Where the tag of the selection stands: below it, inside the view, clear of the line of hints and of the legend. All in CSS pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** From the tag to what it must keep clear of. */
const gap = 8;
/** Height kept free for the hints at the bottom. */
const hints = 52;
/** Width of the column of tools at the left edge, where the view is wide enough to spare it. */
const tools = 60;
const spares_px = 480;
/** Length of the leader where there is room for it. */
const leader = 22;

/**
 * @param selection what the tag belongs to, as seen
 * @param tag its size
 * @param view size of the view
 * @param legend absent without an overlay
 * @returns upper left corner of the tag
 */
export function tagPlace(
  selection: Box,
  tag: Pick<Box, 'width' | 'height'>,
  view: Pick<Box, 'width' | 'height'>,
  legend: Box | undefined,
): { readonly x: number; readonly y: number } {
  const middle = selection.x + selection.width / 2;
  const left = view.width < spares_px ? gap : tools;
  const x = Math.min(view.width - tag.width - gap, Math.max(left, middle - tag.width / 2));
  const y = Math.min(view.height - tag.height - hints, selection.y + selection.height + leader);
  if (!legend || x + tag.width + gap <= legend.x || y + tag.height + gap <= legend.y) return { x, y };
  // Beside the legend it still stands below the selection; above it only where there is no room.
  const beside = legend.x - gap - tag.width;
  return beside >= gap ? { x: beside, y } : { x, y: legend.y - gap - tag.height };
}
