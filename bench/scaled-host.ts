import type { Attempt, Snapshot } from '../src/facts/snapshot.ts';

export interface Size {
  readonly containers: number;
  readonly firewallRules: number;
  readonly routes: number;
}

/**
 * A recorded host made larger: one of its containers with everything that belongs to it is copied, and rules and routes
 * such as blocklists and routing daemons write are added. What tools printed stays what tools print.
 */
export function scaleHost(recorded: Snapshot, size: Size): Snapshot {
  const original = theContainer(recorded);
  if (!original) throw new Error(`no container of ${recorded.host} publishes a port on the default bridge`);
  const copies = Array.from({ length: size.containers - 1 }, (_, i) => copyOf(original, i));
  const texts = new Map(Object.entries(recorded.readings).map(([id, reading]) => [id, reading.stdout ?? '']));
  const change = (id: string, edit: (text: string) => string): void => {
    texts.set(id, edit(texts.get(id) ?? ''));
  };

  const asText = (object: string) => copies.map((copy) => rename(object, original, copy));
  change('docker-inspect', (text) => withMembers(text, original.id, asText));
  change('docker-containers', (text) => withElements(text, original.id, asText));
  change('network-namespaces', (text) => withBlocks(text, original.pid, asText));
  for (const id of ['iptables', 'sockets', 'neighbours', 'kernel-routes']) {
    change(id, (text) => withLines(text, [original.ip, original.port], asText));
  }
  change('iptables', (text) => withRules(text, size.firewallRules));
  change('routes', (text) => withRoutes(text, size.routes));

  const readings = Object.entries(recorded.readings).map(([id, reading]) => [
    id,
    reading.status === 'ok' ? { ...reading, stdout: texts.get(id) ?? '' } : reading,
  ]);
  const own = recorded.attempts.filter((attempt) => isAbout(attempt, original));
  const copied: Attempt[] = copies.flatMap((copy) =>
    own.map((attempt): Attempt => JSON.parse(rename(JSON.stringify(attempt), original, copy))),
  );
  return { ...recorded, readings: Object.fromEntries(readings), attempts: [...recorded.attempts, ...copied] };
}

/** What tells one container's traces from another's. */
interface Marks {
  readonly id: string;
  readonly name: string;
  readonly ip: string;
  readonly port: string;
  readonly pid: string;
  readonly mac: string;
}

function theContainer(recorded: Snapshot): Marks | undefined {
  const inspected: Record<string, Inspected> = JSON.parse(
    recorded.readings['docker-inspect']?.stdout ?? '{}',
  );
  for (const [id, { Name, State, NetworkSettings }] of Object.entries(inspected)) {
    const { IPAddress: ip, MacAddress: mac } = NetworkSettings;
    const port = Object.values(NetworkSettings.Ports).flatMap((bound) => bound ?? [])[0]?.HostPort;
    if (ip && port) return { id, name: Name.slice(1), ip, port, pid: String(State.Pid), mac };
  }
  return undefined;
}

interface Inspected {
  readonly Name: string;
  readonly State: { readonly Pid: number };
  readonly NetworkSettings: {
    readonly IPAddress: string;
    readonly MacAddress: string;
    readonly Ports: Readonly<Record<string, readonly { readonly HostPort: string }[] | null>>;
  };
}

function copyOf(original: Marks, i: number): Marks {
  const [low, high] = [(i % 250) + 1, 100 + Math.floor(i / 250)];
  return {
    id: (i + 1).toString(16).padStart(12, '0') + original.id.slice(12),
    name: `${original.name}-copy-${i}`,
    ip: original.ip.replace(/\d+\.\d+$/, `${high}.${low}`),
    port: String(20_000 + i),
    pid: String(100_000 + i),
    mac: original.mac.replace(/..:..$/, `${high.toString(16)}:${low.toString(16).padStart(2, '0')}`),
  };
}

function rename(text: string, from: Marks, to: Marks): string {
  const words: readonly (keyof Marks)[] = ['id', 'name', 'ip', 'port', 'pid', 'mac'];
  return words.reduce((changed, word) => changed.replaceAll(asWord(from[word]), to[word]), text);
}

/** Docker names devices and directories by an id's first twelve characters; the rest is left as it is. */
function asWord(mark: string): RegExp {
  return new RegExp(`(?<![\\w.])${mark.replaceAll('.', String.raw`\.`)}(?![\\w.]|-copy)`, 'g');
}

function isAbout({ to, about }: Attempt, { ip, port, name }: Marks): boolean {
  return to.address === ip || String(to.port) === port || ('container' in about && about.container === name);
}

function withMembers(text: string, id: string, copies: (member: string) => readonly string[]): string {
  const members: Record<string, unknown> = JSON.parse(text);
  const member = JSON.stringify({ [id]: members[id] }).slice(1, -1);
  return `${text.trimEnd().slice(0, -1)}${copies(member)
    .map((copy) => `,${copy}`)
    .join('')}}`;
}

function withElements(text: string, id: string, copies: (element: string) => readonly string[]): string {
  const elements: readonly { readonly Id: string }[] = JSON.parse(text);
  const element = JSON.stringify(elements.find(({ Id }) => Id === id));
  return `${text.trimEnd().slice(0, -1)}${copies(element)
    .map((copy) => `,${copy}`)
    .join('')}]\n`;
}

/** A namespace's lines begin with `# inode pid…`; each copy gets an inode of its own. */
function withBlocks(text: string, pid: string, copies: (block: string) => readonly string[]): string {
  const block = text.split(/^(?=# )/m).find((each) => asWord(pid).test(each.split('\n')[0] ?? '')) ?? '';
  return (
    text +
    copies(block)
      .map((copy, i) => copy.replace(/^# \d+/, `# ${4_100_000_000 + i}`))
      .join('')
  );
}

function withLines(
  text: string,
  marks: readonly string[],
  copies: (line: string) => readonly string[],
): string {
  return text
    .split('\n')
    .flatMap((line) => (marks.some((mark) => asWord(mark).test(line)) ? [line, ...copies(line)] : [line]))
    .join('\n');
}

/** Half of them a blocklist that every packet to a container passes, half of them bans of one service. */
function withRules(text: string, count: number): string {
  const missing = count - (text.match(/^\[\d+:\d+\] -A /gm)?.length ?? 0);
  const rules = Array.from({ length: Math.max(0, missing) }, (_, i) => {
    const address = `${198 + (i % 2)}.${18 + (i >> 14)}.${(i >> 6) & 255}.${(i & 63) * 4}/32`;
    return i % 2 === 0
      ? `[0:0] -A DOCKER-USER -s ${address} -j DROP`
      : `[0:0] -A f2b-sshd -s ${address} -j REJECT --reject-with icmp-port-unreachable`;
  });
  const chain = ':f2b-sshd - [0:0]\n';
  return text
    .replace('*filter\n', `*filter\n${chain}`)
    .replace(/^(?=\[\d+:\d+\] -A DOCKER-USER )/m, `${rules.join('\n')}\n`);
}

function withRoutes(text: string, count: number): string {
  const gateway = /^default via (\S+) dev (\S+)/m.exec(text);
  const missing = count - text.trimEnd().split('\n').length;
  const routes = Array.from(
    { length: Math.max(0, missing) },
    (_, i) =>
      `10.${100 + (i >> 8)}.${i & 255}.0/24 via ${gateway?.[1]} dev ${gateway?.[2]} proto bird metric 32 \n`,
  );
  return routes.join('') + text;
}
