import { useEffect, useState } from 'preact/hooks';
import type { Change } from '../state/changes.ts';
import type { View } from '../state/view.ts';
import { listen, loadView } from './server.ts';
import { changed } from './state.ts';

/** What the workspace holds, as it is now; undefined until it is there. */
export function useView(): View | undefined {
  const [view, setView] = useState<View>();
  useEffect(() => {
    // Changes that arrive while the view is on its way are put on top of it.
    let early: Change[] | undefined;
    const load = async () => {
      early = [];
      const loaded = await loadView();
      setView(early.reduce(changed, loaded));
      early = undefined;
    };
    return listen(
      (change) => {
        early?.push(change);
        setView((now) => now && changed(now, change));
      },
      () => void load(),
    );
  }, []);
  return view;
}
