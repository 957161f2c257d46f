import { isJson, string, words } from './json.ts';
import { emojis } from './mrkdwn.ts';
import { Mrkdwn } from './words.tsx';

/** A text object, or a string where Slack takes either. */
export function Text({ text }: { readonly text: unknown }) {
  if (isJson(text) && text['type'] === 'mrkdwn') return <Mrkdwn source={string(text['text'])} />;
  return <>{emojis(words(text))}</>;
}
