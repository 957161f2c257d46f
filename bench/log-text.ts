import type { LogLine } from '../src/report/logs.ts';

const services = ['orders', 'billing', 'catalog', 'mail'];
const words = 'alpha bravo charlie delta echo foxtrot golf hotel india juliet'.split(' ');

/** Lines in batches, each cut from one text as lines are from what arrives on a socket. */
type Batches = Generator<readonly LogLine[]>;

/**
 * Log of a shop without end, the same each time: five of a hundred lines are errors, some with a stack trace, a fifth are JSON,
 * and now and then one holds a secret.
 */
export function logText(megabytes: number): Batches {
  return batchesOf(megabytes, message);
}

/** The same of lines of which hardly two have more in common than their level: what users typed, and sentences of theirs. */
export function uniqueText(megabytes: number): Batches {
  return batchesOf(megabytes, uniqueMessage);
}

export function bytesOf(batches: readonly (readonly LogLine[])[]): number {
  return batches.flat().reduce((sum, { text }) => sum + Buffer.byteLength(text) + 1, 0);
}

function* batchesOf(megabytes: number, messageOf: (n: number) => readonly string[]): Batches {
  const start = Date.parse('2026-11-22T00:00:00Z');
  let left = megabytes * 1_000_000;
  for (let n = 0; left > 0;) {
    const texts: string[] = [];
    for (let i = 0; i < 400; i += 1, n += 1) texts.push(...messageOf(n));
    const whole = texts.join('\n');
    left -= whole.length;
    const at = new Date(start + n).toISOString().replace('Z', '000000Z');
    yield whole
      .split('\n')
      .map((text, i): LogLine => ({ at, stream: i % 7 === 0 ? 'stderr' : 'stdout', text }));
  }
}

function message(n: number): readonly string[] {
  const time = `2026-11-22 10:${two(n / 60_000)}:${two(n / 1_000)}.${String(n % 1_000).padStart(3, '0')}`;
  const service = services[n % services.length] ?? '';
  const word = words[(n * 7) % words.length] ?? '';
  const id = (n * 2_654_435_761) % 4_294_967_296;
  const hex = id.toString(16).padStart(8, '0');
  switch (n % 20) {
    case 0:
      return [
        `${time} ERROR [${service}] c.e.s.${service}.Repository - Query ${id} on 10.0.${n % 250}.7:5432 failed after ${n % 3_000} ms`,
        `java.sql.SQLTransientConnectionException: pool-${n % 9} - Connection is not available, request timed out after 30000ms.`,
        `\tat com.zaxxer.hikari.pool.HikariPool.createTimeoutException(HikariPool.java:${n % 800})`,
        `\tat com.example.shop.${service}.Repository.find(Repository.java:${n % 90})`,
        `Caused by: java.net.ConnectException: Connection refused`,
      ];
    case 1:
    case 2:
    case 3:
    case 4:
      return [
        `{"level":30,"time":${1_763_800_000_000 + n},"pid":7,"hostname":"${service}","reqId":"${hex}-${n}","msg":"request completed","method":"GET","url":"/api/${service}/${id}?page=${n % 9}","status":200,"ms":${n % 700}}`,
      ];
    case 5:
      return [
        `${time} WARN  [${service}] c.e.s.Cache - Entry ${word}:${hex} was evicted, ${n % 97} % of 512 MB in use`,
      ];
    case 6:
      return n % 400 === 6
        ? [`${time} INFO  [${service}] connecting to postgres://shop:${hex}${word}@db.internal:5432/shop`]
        : [
            `${time} INFO  [${service}] user ${word} logged in from 192.168.${n % 250}.${id % 250} session=${hex}`,
          ];
    default:
      return [
        `10.0.${n % 250}.${id % 250} - - [22/Nov/2026:10:${two(n / 60_000)}:${two(n / 1_000)} +0000] "GET /assets/${word}/${hex}.js HTTP/1.1" 200 ${id % 90_000} "https://shop.example/${service}" "Mozilla/5.0 (X11; Linux x86_64)"`,
      ];
  }
}

function uniqueMessage(n: number): readonly string[] {
  const time = `2026-11-22 10:${two(n / 60_000)}:${two(n / 1_000)}.${String(n % 1_000).padStart(3, '0')}`;
  const said = (from: number, length: number) =>
    Array.from({ length }, (_, i) => spelt(n * 31 + from + i * 7_919)).join(' ');
  switch (n % 4) {
    case 0:
      return [`${time} INFO  [web] c.s.Search - ${said(0, 2)} looked for ${said(2, 3)} and found ${n % 90}`];
    case 1:
      return [`${time} INFO  ${said(0, 6 + (n % 13))}`];
    case 2:
      return [`level=info user=${said(0, 1)} bought=${said(1, 1)} from=${said(2, 1)} ms=${n % 700}`];
    default:
      return [`{"level":30,"time":${1_763_800_000_000 + n},"msg":"${said(0, 6)}","user":"${said(6, 1)}"}`];
  }
}

/** A word of letters, one of some fifty thousand. */
function spelt(n: number): string {
  let rest = (Math.imul(n, 2_654_435_761) >>> 0) % 50_000;
  let word = '';
  do {
    word += syllables[rest % syllables.length];
    rest = Math.floor(rest / syllables.length);
  } while (rest > 0);
  return word;
}

const syllables = 'ba ce di fo gu ha je ki lo mu na pe qi ro su ta ve wi xo zu'.split(' ');

function two(n: number): string {
  return String(Math.floor(n) % 60).padStart(2, '0');
}
