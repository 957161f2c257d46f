import { linesOf } from './parsed.ts';

/** What came back when one name was asked for at one nameserver. */
export interface DnsAnswer {
  /** A process in the network namespace from which it was asked; absent for the host's own. */
  readonly pid?: number;
  readonly server: string;
  /** `.` asks for the root's nameservers, which any server knows. */
  readonly name: string;
  readonly outcome: DnsOutcome;
}

export type DnsOutcome =
  /** `rcode`: 0 in order, 2 server failure, 3 no such name, 5 refused. Addresses are IPv4. */
  | { readonly kind: 'answered'; readonly rcode: number; readonly addresses: readonly string[] }
  /** An ICMP message came back: nothing listens on port 53 there, or a firewall says so. */
  | { readonly kind: 'rejected' }
  /** Asked twice within two seconds. */
  | { readonly kind: 'silent' }
  /** The question could not be sent. */
  | { readonly kind: 'unsent'; readonly because: string };

/**
 * bash itself sends the question and dd reads one datagram, so that neither dig nor nslookup has to be there; what dd ends
 * with tells a message of refusal (1) from silence. bash writes line by line, and the length of a label may look like the
 * end of a line (10): tail makes one datagram of it. `ask pid server name` (`-`: from the host's own namespace) prints
 *
 *     ? - 100.100.2.136 db.internal
 *     = 0
 *      46 52 81 80 00 01 00 01 00 00 00 00 02 64 62 …
 */
export const ASK = `
export LC_ALL=C PATH=$PATH:/usr/sbin:/sbin
renice -n 10 -p $$ >/dev/null 2>&1
one='exec 3<>"/dev/udp/$1/53" || exit 1
for i in 1 2; do
  printf "$2" | tail -c 512 >&3
  hex=$(timeout 1 dd bs=512 count=1 <&3 2>/dev/null | od -An -v -tx1; exit \${PIPESTATUS[0]}); code=$?
  [ $code -lt 124 ] && break
done
echo "= $code"; echo "$hex"'
eval "one() { $one; }"
ask() {
  local question='\\x46\\x52\\x01\\x00\\x00\\x01\\x00\\x00\\x00\\x00\\x00\\x00' type='\\x01' length label out
  case $3 in ''|*[!A-Za-z0-9_.-]*) return;; esac
  if [ "$3" = . ]; then type='\\x02'; else
    local IFS=.
    for label in $3; do [ -n "$label" ] && printf -v length '\\\\x%02x' "\${#label}" && question=$question$length$label; done
    unset IFS
  fi
  question="$question"'\\x00\\x00'"$type"'\\x00\\x01'
  if [ "$1" = - ]; then out=$(one "$2" "$question" 2>&1)
  else out=$(nsenter -t "$1" -n bash -c "$one" bash "$2" "$question" 2>&1); fi
  printf '? %s %s %s\\n%s\\n' "$1" "$2" "$3" "$out"
}
servers() { while read -r word server rest; do [ "$word" = nameserver ] && echo "$server"; done <"$1" 2>/dev/null | head -n 3; }
`;

/** The answers in what `ask` printed; everything else comes back in `rest`. */
export function readDnsAnswers(stdout: string): { answers: DnsAnswer[]; rest: string[] } {
  const answers: DnsAnswer[] = [];
  const rest: string[] = [];
  let open: { head: readonly string[]; lines: string[] } | undefined;
  const close = () => {
    if (open !== undefined) answers.push(toAnswer(open.head, open.lines));
    open = undefined;
  };
  for (const line of linesOf(stdout)) {
    if (line.startsWith('? ')) {
      close();
      open = { head: line.split(' ').slice(1), lines: [] };
    } else if (open !== undefined && (/^(?: [0-9a-f]{2})+\s*$/.test(line) || /^= |bash: /.test(line))) {
      open.lines.push(line);
    } else {
      close();
      rest.push(line);
    }
  }
  close();
  return { answers, rest };
}

function toAnswer(
  [pid = '-', server = '', name = '']: readonly string[],
  lines: readonly string[],
): DnsAnswer {
  const from = pid === '-' ? {} : { pid: Number(pid) };
  return { ...from, server, name, outcome: toOutcome(lines) };
}

function toOutcome(lines: readonly string[]): DnsOutcome {
  const end = lines.find((line) => line.startsWith('= '));
  if (end === undefined) {
    const because = lines.at(-1)?.replace(/^.*: /, '') ?? 'bash said nothing';
    return { kind: 'unsent', because };
  }
  const bytes = lines
    .filter((line) => line.startsWith(' '))
    .flatMap((line) => line.trim().split(/\s+/))
    .map((byte) => Number.parseInt(byte, 16));
  const answered = bytes.length < 12 ? undefined : readMessage(bytes);
  if (answered !== undefined) return answered;
  return Number(end.slice(2)) >= 124 ? { kind: 'silent' } : { kind: 'rejected' };
}

const TYPE_A = 1;

/** RFC 1035, 4.1: header, question, answers; names may point back into the message. */
function readMessage(bytes: readonly number[]): DnsOutcome {
  const word = (at: number) => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
  const rcode = (bytes[3] ?? 0) & 15;
  const addresses: string[] = [];
  let at = 12;
  for (let question = 0; question < word(4); question++) at = afterName(bytes, at) + 4;
  for (let record = 0; record < word(6) && at < bytes.length; record++) {
    at = afterName(bytes, at);
    const length = word(at + 8);
    if (word(at) === TYPE_A && length === 4 && at + 14 <= bytes.length)
      addresses.push(bytes.slice(at + 10, at + 14).join('.'));
    at += 10 + length;
  }
  return { kind: 'answered', rcode, addresses };
}

function afterName(bytes: readonly number[], from: number): number {
  let at = from;
  for (;;) {
    const length = bytes[at];
    if (length === undefined || length === 0) return at + 1;
    if (length >= 192) return at + 2;
    at += 1 + length;
  }
}
