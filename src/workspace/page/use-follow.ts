import { useEffect, useRef } from 'preact/hooks';

/** Stays at the end while the reader is there, and leaves a reader of older lines alone. */
export function useFollow() {
  const list = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  useEffect(() => {
    const element = list.current;
    const inner = element?.firstElementChild;
    if (!element || !inner) return undefined;
    let top = element.scrollTop;
    // Messages that come between our own scrolling and its event make the end look far away; only going up is leaving.
    const note = () => {
      const near = element.scrollHeight - element.scrollTop - element.clientHeight < 80;
      if (near) atEnd.current = true;
      else if (element.scrollTop < top) atEnd.current = false;
      top = element.scrollTop;
    };
    element.addEventListener('scroll', note);
    // Whatever makes the lines longer or the window shorter: a message, a file's beginning, a card that opens.
    const watch = new ResizeObserver(() => {
      if (atEnd.current) element.scrollTop = element.scrollHeight;
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
