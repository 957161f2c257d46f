import { ASK, readDnsAnswers, type DnsAnswer } from './dns-answer.ts';
import type { Argv, Fact } from './fact.ts';
import { linesOf, unlessFailed, value } from './parsed.ts';

/** How a running container resolves names. */
export interface ContainerNames {
  /** Its main process. */
  readonly pid: number;
  readonly nameservers: readonly string[];
  readonly search: readonly string[];
  readonly options: readonly string[];
  /** Lines of its hosts file. */
  readonly hosts: readonly { readonly address: string; readonly names: readonly string[] }[];
  /** Asked from its network namespace; none where its nameservers are the host's own. */
  readonly answers: readonly DnsAnswer[];
  /** Places that its hosts file leads to, tried from its network namespace. */
  readonly pins: readonly { readonly address: string; readonly port: number; readonly connects: boolean }[];
}

export interface ContainerToAsk {
  readonly pid: number;
  /** On the host: Docker keeps a container's files under its data root. */
  readonly resolvConf: string;
  readonly hosts: string;
  readonly name: string;
  /** Nameservers that were given to Docker for it. */
  readonly dns: readonly string[];
  /** `address:port` to be tried. */
  readonly pins: readonly string[];
}

/**
 * The files of each container, and its nameservers asked from its own network namespace: Docker's embedded server for the
 * container's own name, which it knows by itself, others for the root; all of them for the names given.
 */
const SCRIPT = `${ASK}
own=" $(servers /etc/resolv.conf | tr '\\n' ' ') "
names=()
while [ $# -gt 0 ] && [ "$1" != -- ]; do names+=("$1"); shift; done
shift
while [ $# -ge 6 ]; do
  pid=$1 resolv=$2 hosts=$3 name=$4 dns=$5 pins=$6; shift 6
  [ -d "/proc/$pid" ] || continue
  n=0; while read -r line && [ $((n += 1)) -le 40 ]; do echo "r $pid $line"; done <"$resolv" 2>/dev/null
  n=0; while read -r line && [ $((n += 1)) -le 60 ]; do echo "h $pid $line"; done <"$hosts" 2>/dev/null
  for s in $( (servers "$resolv"; [ "$dns" = - ] || echo "$dns" | tr ',' '\\n') | awk '!seen[$0]++'); do
    case $s in
      127.0.0.11) ask "$pid" "$s" "$name" & ;;
      127.*) ask "$pid" "$s" . & ;;
      *) case "$own" in *" $s "*) continue;; esac; ask "$pid" "$s" . & ;;
    esac
    for asked in "\${names[@]}"; do ask "$pid" "$s" "$asked" & done
  done
  for pin in $([ "$pins" = - ] || echo "$pins" | tr ',' ' '); do
    { timeout 2 nsenter -t "$pid" -n bash -c 'exec 3<>"/dev/tcp/$1/$2"' bash "\${pin%:*}" "\${pin##*:}" 2>/dev/null && r=connects || r=fails
      echo "p $pid \${pin%:*} \${pin##*:} $r"; } &
  done
done
wait
exit 0`;

/** @param names that somebody needs, of which a few are asked for */
export function askContainerNames(names: readonly string[], containers: readonly ContainerToAsk[]): Argv {
  const each = containers.flatMap(({ pid, resolvConf, hosts, name, dns, pins }) => [
    String(pid),
    resolvConf,
    hosts,
    name,
    dns.length === 0 ? '-' : dns.join(','),
    pins.length === 0 ? '-' : pins.join(','),
  ]);
  return ['bash', '-c', SCRIPT, 'bash', ...names, '--', ...each];
}

/**
 *     r 4242 nameserver 127.0.0.11
 *     r 4242 options ndots:0
 *     h 4242 172.22.0.2	a1b2c3d4e5f6
 *     p 4242 10.0.0.5 1433 fails
 *     ? 4242 127.0.0.11 topapi
 *     = 0
 *      46 52 81 80 …
 */
export const containerNames: Fact<'container-names', readonly ContainerNames[]> = {
  id: 'container-names',
  title: 'how containers resolve names',
  read: { kind: 'question' },
  parse: unlessFailed((raw) => {
    const { answers, rest } = readDnsAnswers(raw.stdout);
    const found = new Map<number, Gathering>();
    const unread: string[] = [];
    for (const line of rest) {
      const [, kind, pid = '', text = ''] = /^([rhp]) (\d+) ?(.*)$/.exec(line) ?? [];
      if (kind === undefined) unread.push(line);
      else add(gathering(found, Number(pid)), kind, text);
    }
    for (const answer of answers) {
      if (answer.pid !== undefined) gathering(found, answer.pid).answers.push(answer);
    }
    return value([...found.values()], unread);
  }),
};

interface Gathering extends ContainerNames {
  nameservers: string[];
  search: string[];
  options: string[];
  hosts: { address: string; names: string[] }[];
  answers: DnsAnswer[];
  pins: { address: string; port: number; connects: boolean }[];
}

function gathering(found: Map<number, Gathering>, pid: number): Gathering {
  const known = found.get(pid) ?? {
    pid,
    nameservers: [],
    search: [],
    options: [],
    hosts: [],
    answers: [],
    pins: [],
  };
  found.set(pid, known);
  return known;
}

function add(into: Gathering, kind: string, text: string): void {
  const [line = ''] = linesOf(text.replace(/[#;].*$/, ''));
  const [first = '', ...words] = line.trim().split(/\s+/);
  if (kind === 'p') {
    into.pins.push({ address: first, port: Number(words[0]), connects: words[1] === 'connects' });
  } else if (kind === 'h') {
    if (words.length > 0) into.hosts.push({ address: first, names: words });
  } else if (first === 'nameserver') into.nameservers.push(...words.slice(0, 1));
  else if (first === 'search' || first === 'domain') into.search = words;
  else if (first === 'options') into.options.push(...words);
}
