import type { Outcome, Snapshot } from '../../src/facts/snapshot.ts';

/** What a recorded host says to all that Ferryman runs on it: the raw text of its snapshot, framed as a host's own shell frames it. */
export interface RecordedAnswers {
  /** @param line what is executed, or what it reads; `generation` is all that a look sees change */
  toCommand(line: string, generation: number): string;
  /** @param path as in Docker's API; undefined where the recording has nothing of it */
  toDocker(path: string): string | undefined;
}

const SOCKET = '/var/run/docker.sock';
const PARTS = 'boot links addresses routes settings listeners iptables ip6tables nft names daemon-json mounts'
  .concat(' disks inodes memory conntrack units docker containers networks')
  .split(' ');

export function recordedAnswers({ readings, attempts, client, server }: Snapshot): RecordedAnswers {
  const text = (id: string) => readings[id]?.stdout ?? '';
  const inspected: Readonly<Record<string, unknown>> = JSON.parse(text('docker-inspect'));
  const logs: Readonly<Record<string, string>> = JSON.parse(text('docker-logs'));
  const outcomes = new Map(
    attempts
      .filter(({ vantage }) => vantage === 'host')
      .map(({ to, outcome }) => [`${to.address} ${to.port}`, outcome]),
  );
  const gate = () =>
    [
      `client ${client ?? '127.0.0.1'} 40000 ${server ?? '127.0.0.1'} 22`,
      `clock ${Date.now() / 1000}`,
      'daemon 0 dockerd',
      `socket ${SOCKET}`,
      `reachable ${SOCKET}`,
      ...Object.keys(inspected).map((id) => `container ${id}`),
      '',
    ].join('\n');

  function tried(line: string): string {
    const wanted = [...line.matchAll(/'(\d+)' '(?:-|\d+)' '([\d.]+)' '(\d+)' '[\d.]+'/g)];
    return wanted
      .map(
        ([, index, address, port]) => `${index} 9.00 9.01 ${wordsOf(outcomes.get(`${address} ${port}`))}\n`,
      )
      .join('');
  }

  function section(id: string, marker: string, line: string, generation: number): string {
    if (id === 'print') return framed(marker, { id, argv: ['sh'] }, print(generation));
    if (id === 'attempts') return framed(marker, { id, argv: ['bash'] }, tried(line));
    const reading = readings[id];
    if (reading?.status !== 'ok') return `\n${marker} a ${JSON.stringify({ id, programs: ['it'] })}\n`;
    const stdout = id === 'clock' ? `${Math.floor(Date.now() / 1000)} +0000\n` : reading.stdout;
    return framed(marker, { id, argv: reading.argv }, stdout, reading);
  }

  return {
    toCommand(line, generation) {
      const plain = unescaped(line);
      const marker = /M=(frame[0-9a-f]{24})/.exec(plain)?.[1];
      if (marker === undefined) return plain.includes('one()') ? tried(plain) : gate();
      const ids = new Set([...plain.matchAll(/\{"id":"([\w-]+)"/g)].map(([, id = '']) => id));
      const stdout = [...ids].map((id) => section(id, marker, plain, generation)).join('');
      return `${stdout}\n${marker} z\n`;
    },
    toDocker(path) {
      const [, id, what] = /^\/containers\/([0-9a-f]+)\/(json|logs)/.exec(path) ?? [];
      if (id !== undefined) return what === 'json' ? JSON.stringify(inspected[id]) : (logs[id] ?? '');
      const [kind = ''] = /^\/\w+/.exec(path) ?? [];
      return { ...readings[`docker-${kind.slice(1)}`] }.stdout;
    },
  };
}

/** As the script of a watch prints it; what changes is what a container is. */
function print(generation: number): string {
  const digest = (part: string) =>
    part === 'containers' ? generation.toString(16).padStart(8, '0') : '3fd9a1c2';
  const parts = PARTS.map((part) => `${part} ${digest(part).repeat(8)}  -\n`).join('');
  return `clock ${Math.floor(Date.now() / 1000)}\nroot yes\n${parts}`;
}

function framed(marker: string, head: object, stdout: string, { code = 0, stderr = '' } = {}): string {
  return `\n${marker} b ${JSON.stringify(head)}\n${stdout}\n${marker} e ${code} 30 9.00 9.10\n${stderr}`;
}

function wordsOf(outcome: Outcome | undefined): string {
  return outcome?.kind === 'connected' ? 'open 142' : 'bash: connect: Connection refused';
}

/** Scripts travel as `printf %b` reads them. */
function unescaped(line: string): string {
  return line.replaceAll(/\\0([0-7]{3})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 8)),
  );
}
