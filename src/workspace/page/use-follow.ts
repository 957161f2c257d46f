import { useEffect, useRef } from 'preact/hooks';

/**
 * Stays with what comes while the reader is at the end, and leaves a reader of older lines alone. Of a message that is longer than the
 * window its beginning is shown: there stands what it says first.
 *
 * @param from the `ts` of the message to begin with; without it, the last
 */
export function useFollow(from?: string) {
  const list = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  useEffect(() => {
    const element = list.current;
    const inner = element?.firstElementChild;
    if (!element || !inner) return undefined;
    const first = from === undefined ? null : inner.querySelector(`[data-ts="${CSS.escape(from)}"]`);
    const isNear = () => element.scrollHeight - element.scrollTop - element.clientHeight < 80;
    if (first) {
      element.scrollTop = topOf(first, element);
      atEnd.current = isNear();
    }
    let top = element.scrollTop;
    // Messages that come between our own scrolling and its event make the end look far away; only going up is leaving.
    const note = () => {
      if (isNear()) atEnd.current = true;
      else if (element.scrollTop < top) atEnd.current = false;
      top = element.scrollTop;
    };
    element.addEventListener('scroll', note);
    // Whatever makes the lines longer or the window shorter: a message, a file's beginning, a card that opens.
    let seen = inner.lastElementChild;
    const watch = new ResizeObserver(() => {
      const last = inner.lastElementChild;
      // What only this person sees answers what they just pressed, wherever they were reading.
      const answer = last !== seen && last?.matches('.ephemeral');
      seen = last;
      if (!atEnd.current && !answer) return;
      // Never upwards: who has read on to the buttons of a card stays there.
      const to = last ? topOf(last, element) : element.scrollHeight;
      element.scrollTop = Math.max(element.scrollTop, to);
    });
    watch.observe(inner);
    watch.observe(element);
    return () => {
      element.removeEventListener('scroll', note);
      watch.disconnect();
    };
  }, []);
  return list;
}

/** How far to scroll so that a line begins at the upper edge, with a little air. */
const topOf = (line: Element, list: Element): number =>
  line.getBoundingClientRect().top - list.getBoundingClientRect().top + list.scrollTop - 8;
