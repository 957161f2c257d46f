import type { CancelButton } from '../render/slack/operation-buttons.ts';
import { signValue } from './signed-value.ts';

/** What the button that cancels an operation carries: the bot that hears the click knows nothing of the job but this. */
export function cancelValue(button: CancelButton, token: string): string {
  return signValue(JSON.stringify(button), token);
}
