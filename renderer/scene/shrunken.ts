/** A small copy of the canvas, cut to the shape of a card. */

/** Twice the size it is shown at, for sharp screens. */
const size = { width: 288, height: 180 } as const;

/** To be called in the task that drew the canvas: it keeps nothing longer. Undefined where the browser gives no 2D canvas. */
export function shrunken(canvas: HTMLCanvasElement): string | undefined {
  const small = document.createElement('canvas');
  Object.assign(small, size);
  const context = small.getContext('2d');
  if (!context) return undefined;
  const scale = Math.max(size.width / canvas.width, size.height / canvas.height);
  const [width, height] = [size.width / scale, size.height / scale];
  context.imageSmoothingQuality = 'high';
  context.drawImage(canvas, (canvas.width - width) / 2, (canvas.height - height) / 2, width, height, 0, 0, size.width, size.height);
  return small.toDataURL('image/jpeg', 0.85);
}
