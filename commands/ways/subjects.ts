import { isIP } from 'node:net';
import type { Host } from '../../src/hosts/host.ts';

/** A host that a text names, and what of it. */
export interface Subject {
  readonly host: Host;
  /** As one types them behind the host: what stands with its name. */
  readonly targets: readonly string[];
  /** By its name or address; otherwise only a longer name begins with it: `hz-shop.example.com`. */
  readonly sure: boolean;
}

export interface Subjects {
  readonly subjects: readonly Subject[];
  /** What is named without a host: ports, containers, addresses with a port. */
  readonly targets: readonly string[];
}

const defaultPorts: Readonly<Record<string, string>> = { http: '80', https: '443', ws: '80', wss: '443' };
const link = /<(?<target>[^<>|]*)(?:\|(?<label>[^<>]*))?>/g;
const address =
  /(?:(?<scheme>[a-z][a-z0-9+.-]{0,10}):\/\/(?:[^\s/@]*@)?)?(?:\[(?<six>[0-9a-fA-F:.]+)\]|(?<name>[A-Za-z0-9][\w.-]*))(?::(?<port>\d{1,5})(?!\d))?/g;
/** Whoever pastes more pastes a log; what it is about stands at its beginning. */
const mostText = 8_000;
/** Right behind a host: `hz-shop 30003`, `hz-shop 的 30003`. */
const portBehind = /^\s*(?:的\s*)?(?:port\s+|端口\s*)?(?<port>\d{1,5})(?![\w.:-])/i;
/** One more after a port: `30003 and 30001`, `30003/30001`, `30003、30001`. What is counted or has a unit behind it is none. */
const portAfter =
  /(?:\s?(?:[,，、;；/&+]|and\b|or\b|和|或|与|及|跟)){1,3}\s?(?:ports?\s|端口\s?)?(?<port>\d{2,5})(?![\w:%-]|\.\w)(?!\s?(?:seconds?|minutes?|min|hours?|days?|times|errors?|requests?|users?|[个次秒分天条台小])(?!\w))/iy;
/** Of a URL, behind its port. */
const pathBehind = /[/?#][^\s,，、;；]{0,2000}/y;
/** More than one makes the form ask already. */
const mostPorts = 10;
const ports = [
  /\bports?\s*[:=#]?\s*(\d{1,5})\b/gi,
  /端口\s*[:：]?\s*(\d{1,5})/g,
  /(?<![\w.:-])(\d{1,5})\s*(?:号)?端口/g,
  /(?<![\w.:-])(\d{2,5})\s?[,，、/和或与及跟]\s?\d{2,5}\s?号?端口/g,
  /(?<![\w.:>-])(\d{1,5})(?:\/(?:tcp|udp)\b|->)/g,
  /(?:^|[\s(（])[:：](\d{2,5})\b/g,
];
const containers = [
  /\bcontainer\s+[`"'“]?([A-Za-z0-9][\w.-]{0,126}\w)/gi,
  /(?<![\w.-])([A-Za-z0-9][\w.-]{0,126}\w)[`"'”]?\s+container\b/gi,
  /容器\s*[`"'「“]?([A-Za-z0-9][\w.-]{0,126}\w)/g,
  /(?<![\w.-])([A-Za-z0-9][\w.-]{0,126}\w)[`"'」”]?\s*容器/g,
  /\bdocker\s+(?:container\s+)?(?:logs|exec|restart|start|stop|inspect|kill|stats|top|attach)\s+(?:-\S{1,40}(?: \d\S{0,20})?\s+){0,8}([A-Za-z0-9][\w.-]{0,126}\w)/g,
];
const noContainer =
  /^(?:the|an?|this|that|my|our|your|its|is|was|has|are|on|in|of|at|to|not|no|and|or|but|does|did|keeps|kept|cannot|can|which|with|for|from|names?|logs?|docker|port|here|there|it|still|again|every|each|one|same|down|up|runs?|running|exited?|died|restart\w*)$/i;

/** The hosts of the inventory that a text names, by name, address or URL, and the ports, containers and addresses in it. */
export function subjectsIn(text: string, { hosts }: { readonly hosts: readonly Host[] }): Subjects {
  const plain = unlinked(text.slice(0, mostText));
  const found = new Map<string, { host: Host; targets: Set<string>; sure: boolean }>();
  const targets = new Set<string>();
  const add = (host: Host, sure: boolean, target: string | undefined) => {
    const known = found.get(host.name) ?? { host, targets: new Set<string>(), sure };
    known.sure ||= sure;
    if (target !== undefined) known.targets.add(target);
    found.set(host.name, known);
  };

  const rest = plain.replaceAll(address, (whole, ...more) => {
    // The named groups come last in what `replaceAll` hands out, before them the text and the place in it.
    const groups: { scheme?: string; six?: string; name?: string; port?: string } = more.at(-1);
    const offset = Number(more.at(-3));
    const written = (groups.six ?? groups.name ?? '').replace(/[._-]+$/, '');
    const { hosts: named, sure } = lookUp(written, hosts);
    if (named.length > 0) {
      const end = offset + whole.length;
      const stated = groups.port ?? defaultPorts[groups.scheme ?? ''];
      const behind = stated === undefined ? portBehind.exec(plain.slice(end)) : undefined;
      const port = portOf(stated ?? behind?.groups?.['port']);
      for (const host of named) add(host, sure, port);
      if (port === undefined) return ' ';
      const path = groups.scheme === undefined ? 0 : lengthAt(pathBehind, plain, end);
      for (const further of portsAfter(plain, end + path + (behind?.[0].length ?? 0)))
        for (const host of named) add(host, sure, further);
      return ' ';
    }
    const port = portOf(groups.port);
    if (port === undefined) return whole;
    if (/^(?:localhost|127\.[\d.]+|0\.0\.0\.0|::1?)$/.test(written)) targets.add(port);
    else if (isIP(written) === 4) targets.add(`${written}:${port}`);
    else if (isIP(written) === 6) targets.add(`[${written}]:${port}`);
    else if (groups.scheme !== undefined) targets.add(`${written}:${port}`);
    else return whole;
    return ' ';
  });
  for (const pattern of ports)
    for (const match of rest.matchAll(pattern)) {
      const port = portOf(match[1]);
      if (port === undefined) continue;
      targets.add(port);
      for (const further of portsAfter(rest, match.index + match[0].length)) targets.add(further);
    }
  for (const pattern of containers)
    for (const [, name = ''] of rest.matchAll(pattern))
      if (!noContainer.test(name) && !/^\d+$/.test(name)) targets.add(name);
  const bound = new Set([...found.values()].flatMap((one) => [...one.targets]));
  return {
    subjects: [...found.values()].map((one) => ({ ...one, targets: [...one.targets] })),
    targets: [...targets].filter((target) => !bound.has(target)),
  };
}

/** Links as they are read: a name that Slack made a link of is that name, and mentions are nothing. Spaces count once: patterns go back over them. */
function unlinked(text: string): string {
  return text
    .replaceAll(link, (...match) => {
      const { target = '', label }: { target?: string; label?: string } = match.at(-1);
      if (/^[@#!]/.test(target)) return ' ';
      return label !== undefined && !label.includes('://') && target.endsWith(label) ? label : target;
    })
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ');
}

function lookUp(written: string, hosts: readonly Host[]): { hosts: readonly Host[]; sure: boolean } {
  const wanted = written.toLowerCase();
  const byName = hosts.filter(({ name }) => name.toLowerCase() === wanted);
  if (byName.length > 0) return { hosts: byName, sure: true };
  const byAddress = hosts.filter(({ via }) => via.kind === 'ssh' && via.address.toLowerCase() === wanted);
  if (byAddress.length > 0) return { hosts: byAddress, sure: true };
  const [first = ''] = wanted.split('.');
  const longer = wanted.includes('.') && isIP(wanted) === 0 && /^[a-z]/.test(first);
  return { hosts: longer ? hosts.filter(({ name }) => name.toLowerCase() === first) : [], sure: false };
}

/** The ports that are told on with the one that ends here. */
function portsAfter(text: string, end: number): string[] {
  const found: string[] = [];
  for (let at = end; ;) {
    portAfter.lastIndex = at;
    const match = portAfter.exec(text);
    const port = portOf(match?.groups?.['port']);
    if (match === null || port === undefined || found.length >= mostPorts) return found;
    found.push(port);
    at += match[0].length;
  }
}

function lengthAt(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}

function portOf(text: string | undefined): string | undefined {
  const port = Number(text);
  return Number.isInteger(port) && port >= 1 && port <= 65_535 ? String(port) : undefined;
}

export interface Guess {
  /** Enough to ask at once: one host, and one target at most. */
  readonly sure: boolean;
  /** The likeliest first. */
  readonly hosts: readonly Host[];
  /** The one target of the first host, if there is one. */
  readonly target?: string | undefined;
}

/** What a message is about, with its thread around it where the message alone does not say. */
export function guess(message: Subjects, thread: Subjects = { subjects: [], targets: [] }): Guess {
  const own = likely(message);
  const subjects = own.length > 0 ? own : likely(thread);
  const [first] = subjects;
  const ofMessage = [...targetsOf(message, first), ...message.targets];
  const ofThread = [...targetsOf(thread, first), ...thread.targets];
  const targets = [...new Set(ofMessage.length > 0 ? ofMessage : ofThread)];
  return {
    sure: subjects.length === 1 && first?.sure === true && targets.length <= 1,
    hosts: subjects.map(({ host }) => host),
    target: targets[0],
  };
}

/** Names that only begin like a host count where nothing else does. */
function likely({ subjects }: Subjects): readonly Subject[] {
  const sure = subjects.filter((subject) => subject.sure);
  return sure.length > 0 ? sure : subjects;
}

function targetsOf({ subjects }: Subjects, wanted: Subject | undefined): readonly string[] {
  return subjects.find(({ host }) => host.name === wanted?.host.name)?.targets ?? [];
}
