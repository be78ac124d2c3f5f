/** How large a drawing in a design may be: it travels with every copy of the file and is read before the first picture. */

/** Bytes of an image file. */
export const mostImage_bytes = 4 * 1024 * 1024;
/** Width or height of an image; beyond it graphics cards refuse. */
export const mostPixels = 16_384;
/** Points of all chains of lines. */
export const mostDrawnPoints = 200_000;

/** Bytes that a base64 text stands for. */
export const bytesOfBase64 = (text: string): number =>
  Math.floor((text.length * 3) / 4) - (text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0);
