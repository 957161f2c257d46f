import { useEffect, useState } from 'preact/hooks';
import type { Place } from './place.ts';
import { addressOf, placeOf } from './place.ts';

/** The place that the address names: it can be kept, reloaded and gone back from. */
export function usePlace(first: Place): readonly [Place, (place: Place) => void] {
  const here = () => placeOf(new URL(location.href)) ?? first;
  const [place, setPlace] = useState(here);
  useEffect(() => {
    const back = () => setPlace(here());
    addEventListener('popstate', back);
    return () => removeEventListener('popstate', back);
  }, []);
  const go = (next: Place) => {
    history.pushState(null, '', addressOf(next));
    setPlace(next);
  };
  return [place, go];
}
