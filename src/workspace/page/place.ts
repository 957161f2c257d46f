/** Where somebody is in the workspace, and the address of it. */
export interface Place {
  /** A channel's id. */
  readonly room: string;
  /** The ts of a thread's root, or of a message of it. */
  readonly thread?: string;
  /** The message that is meant, where the address names one. */
  readonly message?: string;
  /** Of the app's direct room. */
  readonly tab?: 'home';
}

/** As Slack writes it: /archives/C0MIGRATION/p1700000000000100?thread_ts=… */
export function placeOf(url: URL): Place | undefined {
  const [, room, digits] = /^\/archives\/(\w+)(?:\/p(\d{7,}))?/.exec(url.pathname) ?? [];
  if (room === undefined) return undefined;
  const message = digits && `${digits.slice(0, -6)}.${digits.slice(-6)}`;
  const thread = url.searchParams.get('thread_ts') ?? message;
  return {
    room,
    ...(thread ? { thread } : {}),
    ...(message ? { message } : {}),
    ...(url.searchParams.get('tab') === 'home' ? { tab: 'home' } : {}),
  };
}

export function addressOf({ room, thread, message = thread, tab }: Place): string {
  const query = new URLSearchParams();
  if (thread !== undefined && thread !== message) query.set('thread_ts', thread);
  if (tab !== undefined) query.set('tab', tab);
  const path = message === undefined ? `/archives/${room}` : `/archives/${room}/p${message.replace('.', '')}`;
  return query.size === 0 ? path : `${path}?${query}`;
}
