import { useShared } from './context.ts';
import type { OnLine } from './head.tsx';
import { spanText } from './span.ts';

/** The next try of the line has passed by then, so this is more than a blink. */
const longMs = 8_000;

/** What makes the rest of the page less than it seems: old, or told by a Ferryman that cannot do its work. */
export function Notices({ live, silentMs }: OnLine) {
  const { words, language, now } = useShared();
  const { content, line, unreadableSince } = live;
  const silent = line !== 'open' && live.heardAt > 0 && silentMs > longMs;
  const unreadableMs = unreadableSince === undefined ? 0 : now - Date.parse(unreadableSince);
  return (
    <>
      <div role="alert">
        {line === 'shut out' ? (
          <p class="notice grave">
            {words.shutOut} <a href="/">{words.reload}</a>
          </p>
        ) : (
          silent && (
            <p class="notice grave">{words.lostLong.replace('{span}', spanText(silentMs, language))}</p>
          )
        )}
        {unreadableSince !== undefined && line === 'open' && (
          <p class="notice grave">{words.unreadable.replace('{span}', spanText(unreadableMs, language))}</p>
        )}
      </div>
      {content !== undefined && content.troubles.length > 0 && (
        <section class="notice" aria-labelledby="itself">
          <h2 id="itself">{words.itself}</h2>
          <ul>
            {content.troubles.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
