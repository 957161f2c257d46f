import type { Delivery } from '../state/journal.ts';
import type { Desk } from './desk.ts';
import { personOf } from './desk.ts';
import { sendEvent } from './events.ts';

/** Somebody opens the app's home tab, or its messages; undefined where the app does not want to know. */
export function openHome(
  desk: Desk,
  { user: wanted, tab = 'home' }: { readonly user?: string; readonly tab?: 'home' | 'messages' },
): Promise<Delivery | undefined> {
  const { store } = desk;
  const user = personOf(store, wanted);
  const view = store.views.home(user.id);
  return sendEvent(desk, 'app_home_opened', {
    type: 'app_home_opened',
    user: user.id,
    channel: store.room(user.id)?.id,
    tab,
    event_ts: store.nextTs(),
    ...(view === undefined || tab !== 'home' ? {} : { view }),
  });
}
