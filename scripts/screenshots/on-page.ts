import type { Locator, Page } from 'playwright-core';

/** What Ferryman wrote into a channel. */
export const cards = (page: Page) =>
  page.locator('.conversation article:not(.ephemeral)').filter({ hasText: 'Ferryman' });

export const toTop = (card: Locator) =>
  card.evaluate((element) => element.scrollIntoView({ block: 'start' }));

/** The column beside it needs as much, and else the page scrolls as a whole. */
const lowest = 640;

/** Makes the window as high as it takes to see a card whole, and whatever is below it as far as `last`. */
export async function fitTo(page: Page, card: Locator, last = card): Promise<void> {
  const size = page.viewportSize();
  const [first, end, list] = [
    await card.boundingBox(),
    await last.boundingBox(),
    await page.locator('.conversation .messages').boundingBox(),
  ];
  if (!size || !first || !end || !list) throw new Error('the card is not on the page');
  const height = Math.ceil(size.height - list.height + end.y + end.height - first.y);
  await page.setViewportSize({ width: size.width, height: Math.max(height, lowest) });
  await toTop(card);
}
