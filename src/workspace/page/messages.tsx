import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { usePage } from './context.ts';
import { useFollow } from './use-follow.ts';

/** A scrolling list of messages, walked with the arrow keys. */
export function Messages({
  label,
  from,
  children,
}: {
  readonly label: string;
  /** The `ts` of the message to begin with. */
  readonly from?: string | undefined;
  readonly children: ComponentChildren;
}) {
  const { place } = usePage();
  const list = useFollow(from);
  useEffect(() => {
    if (place.message === undefined || place.message === place.thread) return;
    list.current
      ?.querySelector(`[data-ts="${CSS.escape(place.message)}"]`)
      ?.scrollIntoView({ block: 'center' });
  }, [place.message]);
  return (
    <div class="messages" ref={list} tabIndex={0} role="region" aria-label={label} onKeyDown={walk}>
      <div class="lines">{children}</div>
    </div>
  );
}

function walk(event: KeyboardEvent): void {
  const { currentTarget: list, target } = event;
  if (!(list instanceof HTMLElement) || !(target instanceof HTMLElement)) return;
  // A button or a menu inside of a message has keys of its own.
  if (target !== list && !target.matches('article')) return;
  const articles = [...list.querySelectorAll('article')];
  const at = articles.findIndex((one) => one === target);
  if (event.key === 'Enter' && at >= 0) {
    articles[at]?.querySelector<HTMLElement>('.to-thread')?.click();
  } else if (event.key === 'Escape' && at >= 0) {
    list.parentElement?.querySelector('textarea')?.focus();
  } else {
    const steps: Readonly<Record<string, number>> = {
      ArrowUp: at < 0 ? articles.length - 1 : at - 1,
      ArrowDown: at < 0 ? 0 : at + 1,
      Home: 0,
      End: articles.length - 1,
    };
    const next = articles[steps[event.key] ?? -1];
    if (!next) return;
    next.focus();
  }
  event.preventDefault();
  event.stopPropagation();
}
