/** Saves the view as a PNG under the name of the design: sharpness, what stands round it, and what lies behind it. */
import { createStore } from 'zustand/vanilla';
import { analysisStore } from '../analysis/store.ts';
import { designFile } from '../design-file.ts';
import { saveFile } from '../save-file.ts';
import { legendFigures } from '../scene/legend-figures.ts';
import { paletteOf } from '../scene/palette.ts';
import { sceneStore } from '../scene/scene-store.ts';
import { session } from '../session.ts';
import { viewState } from '../view-state.ts';
import { composed, type Plate } from './compose.ts';
import { tokensOfWindow } from './pen.ts';
import { titleBlock } from './title-block.ts';

export type PictureSize = 'screen' | 'double' | '4k';
/** `sheet` has title block, legend and names; the others are the model alone. */
export type PictureContent = 'sheet' | 'bare' | 'transparent';

export interface PictureChoices {
  readonly size: PictureSize;
  readonly content: PictureContent;
}

/** As chosen last in this window. */
export const pictureChoices = createStore<PictureChoices>(() => ({ size: 'double', content: 'sheet' }));

/** Pixels of a 4K picture from side to side (UHD-1). */
const wide_px = 3840;

/** Of the 3D view, in CSS pixels; undefined while there is none. */
export function viewSize(): { readonly width: number; readonly height: number } | undefined {
  const view = document.querySelector('section.viewport canvas')?.getBoundingClientRect();
  return view && view.width > 0 ? { width: view.width, height: view.height } : undefined;
}

/** Pixels of the picture per CSS pixel of a view so wide. */
export function sharpnessOf(size: PictureSize, width: number): number {
  // A whole number of pixels comes out, whichever way the last digit is rounded.
  return size === 'screen' ? 1 : size === 'double' ? 2 : (wide_px + 0.01) / width;
}

/** Names and figures that stand over the view. */
function platesOf(view: Element): readonly Plate[] {
  const { left, top } = view.getBoundingClientRect();
  return [...view.querySelectorAll<HTMLElement>('.scene-label')].flatMap((element): Plate[] => {
    if (element.style.visibility === 'hidden') return [];
    const box = element.getBoundingClientRect();
    const lines = element.textContent.split('\n').filter((line) => line.trim() !== '');
    const frame = element.classList.contains('measured') ? 'accent' : 'line-strong';
    return lines.length === 0 ? [] : [{ x: box.left - left, y: box.top - top, width: box.width, height: box.height, lines, frame }];
  });
}

function sheetNow(size: { readonly width: number; readonly height: number }) {
  const { unitSystem, selection, theme, request } = viewState.getState();
  const { analysis, stale } = analysisStore.getState();
  const { scale } = sceneStore.getState();
  const palette = paletteOf(theme);
  const view = document.querySelector('section.viewport');
  return {
    ...size,
    title: titleBlock(session.getState().document, analysis, stale, request.failed, unitSystem),
    plates: view ? platesOf(view) : [],
    legend: scale
      ? {
          figures: legendFigures(scale, unitSystem, selection),
          stale,
          classColour: (name: keyof typeof palette & `diff${string}`) => palette[name],
        }
      : undefined,
  };
}

/**
 * Returns why there is no picture, or nothing once it is handed over.
 * @param wanted aborted when the picture is not wanted any more: nothing is saved then
 */
export async function savePicture({ size, content }: PictureChoices, wanted: AbortSignal): Promise<string | undefined> {
  if (wanted.aborted) return undefined;
  const view = viewSize();
  if (!view) return 'There is no 3D view to picture: show it first (Alt+1).';
  const picture = sceneStore.getState().picture?.({ sharpness: sharpnessOf(size, view.width), isTransparent: content === 'transparent' });
  if (!picture) return 'The 3D view could not be drawn.';
  const sheet = content === 'sheet' ? composed(picture, sheetNow(view), tokensOfWindow()) : picture;
  const blob = await new Promise<Blob | null>((done) => sheet.toBlob(done, 'image/png'));
  if (!blob) return 'The picture is too large for this browser: choose a smaller size.';
  if (wanted.aborted) return undefined;
  saveFile(`${designFile.getState().name.replace(/\.facility$/, '')}.png`, blob);
  return undefined;
}
