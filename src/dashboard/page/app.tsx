import { useMemo } from 'preact/hooks';
import type { PageSettings } from '../page-html.ts';
import { SharedContext } from './context.ts';
import { Head } from './head.tsx';
import { Hosts } from './hosts.tsx';
import { Incidents } from './incidents.tsx';
import { Jobs } from './jobs.tsx';
import { Notices } from './notices.tsx';
import { useLive } from './use-live.ts';
import { useNow } from './use-now.ts';

export function App({ words, language, board }: PageSettings) {
  const live = useLive();
  const here = useNow();
  // Whole seconds, so that all ages on the page move on together.
  const now = Math.floor((here + live.aheadMs) / 1_000) * 1_000;
  const shared = useMemo(() => ({ words, language, now }), [words, language, now]);
  const { content } = live;
  return (
    <SharedContext.Provider value={shared}>
      <div class="dashboard">
        <Head live={live} silentMs={here - live.heardAt} />
        <main>
          <Notices live={live} silentMs={here - live.heardAt} />
          {content === undefined ? (
            <p class="loading">{words.opening}</p>
          ) : (
            <>
              <Incidents incidents={content.incidents} />
              <Hosts content={content} />
              <Jobs content={content} board={board} />
            </>
          )}
        </main>
      </div>
    </SharedContext.Provider>
  );
}
