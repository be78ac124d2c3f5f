/** Places of the model on the page, for a pointer that shall press what the last frame showed. */
import type { Page } from 'playwright-core';

export interface Spot {
  readonly x: number;
  readonly y: number;
}
interface Handle {
  readonly controller: {
    readonly element: HTMLElement;
    project(point: { x: number; y: number; z: number }): Spot | undefined;
    readonly frames: number;
    unrest(): string[];
    atRest(): boolean;
  };
}
declare const window: { readonly __headroom: Handle; readonly innerWidth: number; readonly innerHeight: number };

/** Waits until camera and picture stand still. @throws naming what they wait for */
export async function still(page: Page): Promise<void> {
  const frames = () => page.evaluate(() => window.__headroom.controller.frames);
  const before = await frames();
  try {
    await page.waitForFunction(() => window.__headroom.controller.atRest());
  } catch (error) {
    const left = await page.evaluate(() => window.__headroom.controller.unrest());
    throw new Error(`after ${(await frames()) - before} frames the view waits for ${left.join(' and ') || 'nothing any more'}`, {
      cause: error,
    });
  }
}

/** A place of the model on the page once the view stands still. @throws where the pointer would not meet the 3D view there */
export async function spotOf(page: Page, at_m: readonly number[]): Promise<Spot> {
  await still(page);
  const seen = await page.evaluate(
    ([x = 0, y = 0, z = 0]) => {
      const { controller } = window.__headroom;
      const view = controller.element.getBoundingClientRect();
      const at = controller.project({ x, y, z });
      if (!at) return { x: 0, y: 0, fault: 'lies behind the camera' };
      const spot = { x: view.left + at.x, y: view.top + at.y };
      const top = document.elementFromPoint(spot.x, spot.y);
      if (top === controller.element) return { ...spot, fault: '' };
      const where = `at ${spot.x.toFixed(1)}, ${spot.y.toFixed(1)} of a window of ${window.innerWidth} × ${window.innerHeight}`;
      return { ...spot, fault: top ? `lies under ${top.outerHTML.slice(0, 160)} ${where}` : `is not on the screen: ${where}` };
    },
    [...at_m],
  );
  if (seen.fault !== '') throw new Error(`${at_m.join(', ')} m ${seen.fault}`);
  return { x: seen.x, y: seen.y };
}

/** Goes so near to two places that nothing beside them is within reach of the pointer. */
export async function goNear(page: Page, a_m: readonly number[], b_m: readonly number[]): Promise<void> {
  for (let tries = 0; tries < 12; tries++) {
    const [a, b] = [await spotOf(page, a_m), await spotOf(page, b_m)];
    if (Math.hypot(a.x - b.x, a.y - b.y) >= 90) return;
    await page.mouse.move(a.x, a.y);
    await page.mouse.wheel(0, -240);
  }
  throw new Error(`${a_m.join(', ')} m cannot be come near to`);
}

/** The pointer comes from a little beside, as a hand does. */
export async function pointAt(page: Page, { x, y }: Spot): Promise<void> {
  await page.mouse.move(x - 3, y);
  await page.mouse.move(x, y);
}

export async function clickAt(page: Page, spot: Spot): Promise<void> {
  await pointAt(page, spot);
  await page.mouse.down();
  await page.mouse.up();
}
