import { ThemeSwitch } from '../../workspace/page/theme.tsx';
import { useShared } from './context.ts';
import { spanText } from './span.ts';
import type { Live } from './use-live.ts';

export interface OnLine {
  readonly live: Live;
  /** Milliseconds since something was heard. */
  readonly silentMs: number;
}

/** Each as its readers write it. */
const languages = [
  { id: 'en', name: 'English' },
  { id: 'zh-CN', name: '中文' },
] as const;

/** How many hosts are in which state, and whether what stands here is of now. */
export function Head({ live, silentMs }: OnLine) {
  const { words, language } = useShared();
  return (
    <header class="head">
      <h1>Ferryman</h1>
      {/* The same in one sentence, for whoever does not see. */}
      <ul class="tally" aria-label={live.content?.headline}>
        {live.content?.tally.map(({ state, text }) => (
          <li key={state} class={`count is-${state}`}>
            {text}
          </li>
        ))}
      </ul>
      <p class={`line ${live.line === 'open' ? 'open' : 'lost'}`}>
        {live.heardAt > 0 &&
          (live.line === 'open' ? words.live : words.lost).replace('{span}', spanText(silentMs, language))}
      </p>
      <nav class="languages" aria-label={words.language}>
        {languages.map(({ id, name }) => (
          <a key={id} href={`/?language=${id}`} lang={id} aria-current={id === language ? 'true' : undefined}>
            {name}
          </a>
        ))}
      </nav>
      <ThemeSwitch label={words.theme} names={words.themes} />
    </header>
  );
}
