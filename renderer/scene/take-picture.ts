/** The view as it stands, refined, as an image of any size. */
import { Color, type OrthographicCamera, type PerspectiveCamera, type WebGLRenderer } from 'three';
import type { SceneModel } from './scene-model.ts';

/** Averaged frames before a refined picture is shown: fewer are noisy. */
export const shownFrom = 10;
const picturedFrames = 32;
/** A picture that has taken this long is shown with the frames it has, at least `shownFrom`: nobody waits a minute for the last grain. */
const longestPicture_ms = 4000;

export interface PictureForm {
  /** Pixels of the picture per CSS pixel of the view. */
  readonly sharpness: number;
  /** Without backdrop and grid; shadows stay. */
  readonly isTransparent: boolean;
}

/** Read in the same task as it is drawn: the canvas keeps nothing longer. */
function copied({ domElement }: WebGLRenderer): { canvas: HTMLCanvasElement; context: CanvasRenderingContext2D } | undefined {
  const canvas = document.createElement('canvas');
  canvas.width = domElement.width;
  canvas.height = domElement.height;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context?.drawImage(domElement, 0, 0);
  return context ? { canvas, context } : undefined;
}

function refined(model: SceneModel, gl: WebGLRenderer, camera: PerspectiveCamera | OrthographicCamera, draw: () => void) {
  const begun = performance.now();
  draw();
  for (let frame = 1; frame <= picturedFrames; frame++) {
    const last = frame === picturedFrames || (frame >= shownFrom && performance.now() - begun > longestPicture_ms);
    model.refine(gl, camera, last);
    if (last) break;
    // What was only asked for has taken no time yet.
    gl.getContext().finish();
  }
  return copied(gl);
}

const toLinear = Float32Array.from({ length: 256 }, (_, code) => {
  const part = code / 255;
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
});
const toCode = (linear: number): number => 255 * (linear <= 0.0031308 ? linear * 12.92 : 1.055 * linear ** (1 / 2.4) - 0.055);

/**
 * Colour and cover of each pixel from what it looks like before black and before white, both sRGB with four channels.
 * Written over `black`.
 */
export function liftOff(black: Uint8ClampedArray, white: Uint8ClampedArray): void {
  const linear = (code: number | undefined) => toLinear[code ?? 0] as number;
  for (let i = 0; i < black.length; i += 4) {
    let seenThrough = 0;
    for (let channel = 0; channel < 3; channel++)
      seenThrough = Math.max(seenThrough, linear(white[i + channel]) - linear(black[i + channel]));
    const cover = Math.min(1, Math.max(0, 1 - seenThrough));
    if (cover > 0)
      for (let channel = 0; channel < 3; channel++) black[i + channel] = toCode(Math.min(1, linear(black[i + channel]) / cover));
    black[i + 3] = Math.round(255 * cover);
  }
}

/**
 * The view at another sharpness; the canvas of the window is left as it was, and has to be drawn again.
 * @param draw draws one frame after a change
 */
export function takePicture(
  model: SceneModel,
  gl: WebGLRenderer,
  camera: PerspectiveCamera | OrthographicCamera,
  { sharpness, isTransparent }: PictureForm,
  draw: () => void,
): HTMLCanvasElement | undefined {
  const usual = gl.getPixelRatio();
  const { width, height } = gl.domElement;
  // No larger than the graphics card can draw.
  const largest = (usual * gl.capabilities.maxTextureSize) / Math.max(width, height);
  gl.setPixelRatio(Math.min(sharpness, largest));
  try {
    if (!isTransparent) return refined(model, gl, camera, draw)?.canvas;
    model.setMatte(new Color(0, 0, 0));
    const black = refined(model, gl, camera, draw);
    model.setMatte(new Color(1, 1, 1));
    const white = refined(model, gl, camera, draw);
    if (!black || !white) return undefined;
    const size = [0, 0, black.canvas.width, black.canvas.height] as const;
    const pixels = black.context.getImageData(...size);
    liftOff(pixels.data, white.context.getImageData(...size).data);
    black.context.putImageData(pixels, 0, 0);
    return black.canvas;
  } finally {
    if (isTransparent) model.setMatte(null);
    gl.setPixelRatio(usual);
  }
}
