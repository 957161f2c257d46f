import { openEngine } from '../src/docker/engine.ts';
import { askGate } from '../src/docker/gate.ts';
import { streamLog } from '../src/docker/log-stream.ts';
import { readGrep } from '../src/logs/grep.ts';
import { createLineMasker } from '../src/logs/mask-lines.ts';
import { createRedactor } from '../src/redact/redactor.ts';
import { createShellPool } from '../src/ssh/pool.ts';
import type { Shell } from '../src/ssh/shell.ts';
import { tell } from '../src/text/tell.ts';
import { start } from '../test/lab/containers.ts';
import { whyNoLab } from '../test/lab/skip.ts';
import { atMost, type Figure, type Part } from './figure.ts';
import { onBenchHost, type BenchHost } from './lab-host.ts';
import { compare } from './measure.ts';
import { runProgram } from './run-program.ts';

const ROUNDS = 3;
const PATTERN = 'Connection refused';
/** 1.2 million lines, 200 MB with their time stamps, one in 5,000 of which is looked for. */
const LINES = 1_200_000;
const EACH = 5_000;
const WRITE = `BEGIN { for (i = 0; i < ${LINES}; i++)
  if (i % ${EACH} == 0) print "2026-11-22 10:00:00 ERROR order " i " failed: ${PATTERN} (db:5432) after 30 ms"
  else print "2026-11-22 10:00:00 INFO [http-nio-8080-exec-" i % 16 "] c.shop.TopApi : GET /api/orders/" i \\
    " took " i % 97 " ms user=42 trace=abcdef0123456789 status=200 bytes=12345" }`;

/** A long log with a filter, against what people type. */
export const logOverSsh: Part = {
  name: 'log-over-ssh',
  whyNot: whyNoLab,
  run: () => onBenchHost(measure),
};

async function measure({ lab, target, ssh, login }: BenchHost): Promise<readonly Figure[]> {
  await start(lab, { name: 'chatty', command: ['awk', WRITE] });
  await lab.must(['docker', 'wait', 'chatty']);
  const id = (await lab.must(['docker', 'inspect', '-f', '{{.Id}}', 'chatty'])).trim();
  const there = `docker logs chatty 2>&1 | grep -c '${PATTERN}'`;
  const words = [...ssh, login].map(quote).join(' ');

  const pool = createShellPool();
  const shell = await pool.open(target);
  try {
    const ms = await compare(ROUNDS, {
      own: () => grepOver(shell, id),
      there: () => runProgram([...ssh, login, there]),
      here: () => runProgram(['sh', '-c', `${words} 'docker logs chatty 2>&1' | grep -c '${PATTERN}'`]),
    });
    const seconds = (name: keyof typeof ms) => `${(ms[name] / 1000).toFixed(1)} s`;
    const reference = `${seconds('own')}; ssh host 'docker logs | grep': ${seconds('there')}; ssh host docker logs | grep: ${seconds('here')}`;
    return [
      atMost(1.3, {
        name: 'Log of 200 MB over SSH with a filter, masked',
        value: ms.own / ms.there,
        unit: '×',
        reference,
      }),
    ];
  } finally {
    await shell.close();
    await pool.dispose();
  }
}

function quote(word: string): string {
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/** All that `/logs … grep …` does with the lines but to group them. */
async function grepOver(shell: Shell, id: string): Promise<void> {
  const { gate } = await askGate(shell);
  if (gate.kind !== 'running') throw new Error(tell(gate.because, 'en'));
  const engine = await openEngine(shell, gate);
  const grep = readGrep(PATTERN);
  if (grep.kind === 'mistake') throw new Error(tell(grep.sentence, 'en'));
  const limits = { maxBytes: 1e9, maxLines: 1e9, maxMs: 300_000, maxLineBytes: 64 * 1024 };
  const log = streamLog(engine, { id, tty: false }, {}, { limits, ...(grep.hint && { hint: grep.hint }) });
  const masker = createLineMasker(createRedactor());
  let found = 0;
  for await (const batch of log) {
    found += masker.push(batch).filter(({ text }) => grep.matches(text)).length;
  }
  found += masker.end().filter(({ text }) => grep.matches(text)).length;
  engine.close();
  if (found !== LINES / EACH) throw new Error(`${found} lines were found instead of ${LINES / EACH}`);
}
