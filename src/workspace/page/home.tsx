import { useEffect, useState } from 'preact/hooks';
import type { Room } from '../state/people.ts';
import { asJson, Blocks } from './blocks.tsx';
import { usePage } from './context.ts';
import { languageOf } from './language-of.ts';
import { RoomHeader } from './room-header.tsx';
import { act } from './server.ts';
import { OnView } from './on-view.tsx';

/** The app's home tab, as it drew it for this person. */
export function Home({ room }: { readonly room: Room }) {
  const { view, me } = usePage();
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const home = view.homes[me.id];
  useEffect(() => {
    void act('home', { user: me.id, tab: 'home' });
  }, []);
  return (
    <section class="conversation">
      <RoomHeader room={room} />
      <div
        class="messages home"
        tabIndex={0}
        role="region"
        aria-label="Home"
        lang={languageOf(JSON.stringify(home?.blocks ?? []))}
      >
        {home ? (
          <OnView view={home} values={values} write={(id, value) => setValues({ ...values, [id]: value })}>
            <Blocks blocks={asJson(home.blocks)} />
          </OnView>
        ) : (
          <p class="welcome">Ferryman shows nothing here yet.</p>
        )}
      </div>
    </section>
  );
}
