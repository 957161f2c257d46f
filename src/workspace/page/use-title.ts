import { useEffect } from 'preact/hooks';

/** The tab of the browser says where somebody is, and whether something came in meanwhile. */
export function useTitle(room: string, unread: number): void {
  const title = `${unread > 0 ? `(${unread}) ` : ''}${room} · Ferryman workspace`;
  useEffect(() => {
    document.title = title;
  }, [title]);
}
