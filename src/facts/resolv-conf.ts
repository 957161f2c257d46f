import type { Fact } from './fact.ts';
import { filesOfHead, headFiles } from './head-files.ts';
import { linesOf, unreadable, value, withoutUndefined } from './parsed.ts';

export interface ResolvConf {
  readonly nameservers: readonly string[];
  readonly search: readonly string[];
  readonly options: readonly string[];
  /** What systemd-resolved asks, where /etc/resolv.conf names only its stub 127.0.0.53. */
  readonly upstream?: readonly string[];
  readonly text: string;
}

const PATHS = ['/etc/resolv.conf', '/run/systemd/resolve/resolv.conf'] as const;

/**
 *     search example.internal
 *     nameserver 100.100.2.136
 *     options timeout:2 attempts:3 rotate
 */
export const resolvConf: Fact<'resolv-conf', ResolvConf> = {
  id: 'resolv-conf',
  title: 'name servers',
  read: { kind: 'command', candidates: [headFiles(PATHS)] },
  parse: (raw) => {
    const files = filesOfHead(raw.stdout, PATHS);
    const text = files.get('/etc/resolv.conf');
    if (text === undefined) return unreadable(linesOf(raw.stderr)[0] ?? 'no /etc/resolv.conf');
    const unread: string[] = [];
    const { nameservers, search, options } = read(text, unread);
    const stub = nameservers.some((server) => server === '127.0.0.53' || server === '127.0.0.54');
    const upstreamText = files.get('/run/systemd/resolve/resolv.conf');
    const upstream = stub && upstreamText !== undefined ? read(upstreamText, unread).nameservers : undefined;
    return value(withoutUndefined({ nameservers, search, options, upstream, text }), unread);
  },
};

function read(
  text: string,
  unread: string[],
): { nameservers: string[]; search: string[]; options: string[] } {
  const found: { nameservers: string[]; search: string[]; options: string[] } = {
    nameservers: [],
    search: [],
    options: [],
  };
  for (const line of linesOf(text)) {
    const [keyword = '', ...words] = line
      .replace(/[#;].*$/, '')
      .trim()
      .split(/\s+/);
    if (keyword === '') continue;
    if (keyword === 'nameserver') found.nameservers.push(...words.slice(0, 1));
    // the last of several wins
    else if (keyword === 'search' || keyword === 'domain') found.search = words;
    else if (keyword === 'options') found.options.push(...words);
    else if (keyword !== 'sortlist') unread.push(line);
  }
  return found;
}
