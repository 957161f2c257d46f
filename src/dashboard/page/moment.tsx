import { useShared } from './context.ts';
import { momentText, spanText } from './span.ts';

/** When, and how long ago that is. @param at ISO 8601 */
export function Since({ at }: { readonly at: string }) {
  const { now, language, words } = useShared();
  return (
    <time dateTime={at} title={new Date(at).toLocaleString(language)} class="since">
      {words.since} {momentText(at, now, language)} · {spanText(now - Date.parse(at), language)}
    </time>
  );
}

export function At({ at }: { readonly at: string }) {
  const { now, language } = useShared();
  return <time dateTime={at}>{momentText(at, now, language)}</time>;
}
