import { setTimeout as sleep } from 'node:timers/promises';
import type { PictureFile } from '../render/slack/message.ts';
import { type FilePlace, filesIn, uploadOnce, type Way } from './upload.ts';

/** Slack takes its time to look at a picture, and shows it in no block before. */
const seenWithinMs = 10_000;

/**
 * Puts a picture into a thread, once, for a block to show it.
 * @returns its id; undefined where Slack does not say in time that it has looked at it, or not at all
 */
export async function pictureOnce(
  place: FilePlace,
  file: PictureFile,
  way: Way,
): Promise<string | undefined> {
  await uploadOnce(place, file, way);
  const until = Date.now() + seenWithinMs;
  for (;;) {
    const id = await seen(place, file.name, way);
    if (id !== undefined || Date.now() > until) return id;
    await sleep(500);
  }
}

async function seen(place: FilePlace, name: string, way: Way): Promise<string | undefined> {
  try {
    const files = await filesIn(place, way);
    const found = files.find((one) => one.name === name);
    return found?.original_w === undefined ? undefined : found.id;
  } catch {
    // It is in the thread; that the message shows it too is not worth a second try of everything.
    return undefined;
  }
}
