import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { captureTerminal } from '../../test/support/captured-terminal.ts';
import { incidentOf, member } from '../../test/support/incidents.ts';
import { startReceiver } from '../../test/support/receiver.ts';
import { openQueue } from '../queue/open-queue.ts';
import { collectionOf } from '../queue/records.ts';
import { DigestEvent } from '../render/digest-event.ts';
import { DigestFacts } from '../report/digest.ts';
import { Incident } from '../report/incident.ts';
import { pictureSize } from '../workspace/web-api/picture-size.ts';
import { runCli } from './program.ts';

let cwd = '';
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'ferryman-digest-'));
});
afterEach(() => rm(cwd, { recursive: true }));

async function digest(args: readonly string[] = [], notify = '') {
  await writeFile(join(cwd, 'ferryman.yaml'), `hosts:\n  here: { local: true }\n${notify}`);
  const terminal = captureTerminal();
  const environment = { env: {}, cwd, home: cwd };
  const code = await runCli(['digest', ...args], { environment, terminal });
  return { code, out: terminal.out(), err: terminal.err() };
}

/** As a bot left it. */
async function withIncident(): Promise<void> {
  const queue = await openQueue(
    { kind: 'embedded', dataDir: join(cwd, '.ferryman', 'queue') },
    { logger: pino({ level: 'silent' }) },
  );
  const since = new Date(Date.now() - 2 * 3_600_000).toISOString();
  const incident = incidentOf([{ ...member('web-1'), stints: [{ from: since }] }], { openedAt: since });
  await collectionOf(queue.records, 'incidents', Incident).change(incident.id, () => incident);
  await queue.close();
}

describe('ferryman digest', () => {
  it('shows how things stand where nothing happened yet', async () => {
    const { code, out } = await digest();
    expect(out).toMatch(/^Digest of \d{4}-\d\d-\d\d: nothing happened, and no host is watched\.\n$/);
    expect(code).toBe(0);
  }, 90_000);

  it('shows what is open, as JSON and as a picture too, and tells nobody', async () => {
    await withIncident();
    const picture = join(cwd, 'week.png');
    const { out } = await digest(['--json', '--picture', picture]);
    expect(DigestFacts.parse(JSON.parse(out)).open.lines[0]?.headline.en).toContain('web-1');
    expect(pictureSize(await readFile(picture))?.[0]).toBe(1_040);
    expect((await digest()).out).toContain('🔴 web-1: Docker');
  }, 120_000);

  it('sends it to where the digest goes, and says what came of it', async () => {
    await withIncident();
    const answers = [200, 500];
    const receiver = await startReceiver(() => ({ status: answers.shift() ?? 200 }));
    const notify = `notify:\n  default: hook\n  destinations:\n    hook: { webhook: "${receiver.url}" }\n`;
    const sent = await digest(['--send'], notify);
    expect([sent.code, sent.err]).toEqual([0, 'Sent to hook.\n']);
    expect(DigestEvent.parse(JSON.parse(receiver.received[0]?.body ?? '')).data.open.total).toBe(1);
    const failed = await digest(['--send'], notify);
    expect(failed.code).toBe(1);
    expect(failed.err).toMatch(/^Not sent to hook: 127\.0\.0\.1:\d+ answered with HTTP 500\.\n→ /);
    await receiver.stop();
  }, 120_000);

  it('says what is missing where ferryman.yaml names nobody', async () => {
    const { code, err } = await digest(['--send']);
    expect(code).toBe(2);
    expect(err).toContain('ferryman.yaml says not where a digest goes.');
  });
});
