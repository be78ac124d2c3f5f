/** A person at the keyboard: no mouse is ever moved. */
import type { Page } from 'playwright-core';

/** Presses Tab until the control of that test id has the focus. @throws when a whole round does not reach it. */
export async function tabTo(page: Page, testId: string): Promise<void> {
  for (let press = 0; press < 120; press++) {
    const here = await page.evaluate(() => document.activeElement?.getAttribute('data-testid') ?? '');
    if (here === testId) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never reaches ${testId}`);
}

/** Types into the control of that test id; a field selects its text when it is entered. */
export async function typeInto(page: Page, testId: string, text: string): Promise<void> {
  await tabTo(page, testId);
  await page.keyboard.press('Control+a');
  await page.keyboard.type(text);
}

export async function pressOn(page: Page, testId: string): Promise<void> {
  await tabTo(page, testId);
  await page.keyboard.press('Enter');
}
