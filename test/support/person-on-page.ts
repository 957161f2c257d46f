import type { Locator, Page } from 'playwright-core';

/** What somebody does on the workspace's page, found by what stands there to be read. */
export interface PersonOnPage {
  /** Chooses under "You are" who types and presses from now on. */
  become(name: string): Promise<void>;
  /** Types a line below the channel and sends it. */
  type(line: string): Promise<void>;
  /** The last message of the channel with these words. */
  message(text: string): Locator;
  /** What the app answered to this person alone. */
  whisper(text: string): Locator;
  /** Opens the thread of a message. */
  openThread(of: Locator): Promise<Locator>;
  /** Presses a button that asks first; the question, to be answered by `yes`. */
  press(button: Locator): Promise<{ readonly question: string; yes(label: string): Promise<void> }>;
}

export function personOn(page: Page, channel = 'migration'): PersonOnPage {
  return {
    async become(name) {
      await page.getByRole('button', { name }).click();
      await page.getByRole('button', { name, pressed: true }).waitFor();
    },
    async type(line) {
      const composer = page.getByLabel(`Message to ${channel}`);
      await composer.pressSequentially(line);
      await composer.press('Enter');
    },
    message: (text) =>
      page
        .getByRole('region', { name: `Messages in ${channel}` })
        .getByRole('article', { name: 'Message of' })
        .filter({ hasText: text })
        .last(),
    whisper: (text) => page.getByRole('article', { name: 'For you alone' }).filter({ hasText: text }).last(),
    async openThread(of) {
      await of.getByRole('button', { name: /\d repl(?:y|ies)/ }).click();
      const thread = page.getByRole('complementary', { name: 'Thread' });
      await thread.waitFor();
      return thread;
    },
    async press(button) {
      await button.click();
      const dialog = page.getByRole('dialog');
      return {
        question: await dialog.innerText(),
        async yes(label) {
          await dialog.getByRole('button', { name: label }).click();
          await dialog.waitFor({ state: 'hidden' });
        },
      };
    },
  };
}
