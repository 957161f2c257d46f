import { appendFile, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { captureTerminal } from '../../test/support/captured-terminal.ts';
import { storyOutcome, storyPlan } from '../../test/support/fix-plan.ts';
import { openAudit } from '../audit/audit.ts';
import { runCli } from './program.ts';

/** A change that was approved in Slack, one at a prompt that nobody approved, and what a full disk left of an entry. */
async function recorded() {
  const cwd = await mkdtemp(join(tmpdir(), 'ferryman-audit-cli-'));
  const file = join(cwd, 'changes.jsonl');
  await writeFile(join(cwd, 'ferryman.yaml'), 'audit: { file: changes.jsonl }\n');
  let minute = 0;
  const audit = openAudit(file, {
    now: () => new Date(Date.UTC(2026, 10, 20 + minute / 4, 20, (minute += 1))),
  });
  const { id, host, digest, method, from, to, expiresAt } = storyPlan;
  const slack = { id, host, digest };
  const lin = { kind: 'slack', team: 'T0001', user: 'U0LIN' } as const;
  const prompt = {
    id: 'a1b2c3d4',
    host: 'web-1',
    who: { kind: 'terminal', login: 'kim', machine: 'ops-1' },
  } as const;
  await audit.record({ ...slack, who: lin }, { event: 'asked', options: {} });
  await audit.record(slack, { event: 'planned', method, from, to, expiresAt });
  await audit.record(prompt, { event: 'declined', because: 'That was not web-1.' });
  await audit.record({ ...slack, who: { ...lin, user: 'U0KIM' } }, { event: 'approved' });
  await audit.keep(slack, 'before', {});
  for (const command of storyOutcome.commands) await audit.record(slack, { event: 'command', command });
  await audit.record(slack, { event: 'ended', result: 'fixed', because: storyOutcome.because });
  await appendFile(file, '{"schema":"ferryman.au\n');

  return {
    file,
    audit: async (...args: string[]) => {
      const terminal = captureTerminal();
      const code = await runCli(['audit', ...args], { environment: { env: {}, cwd, home: cwd }, terminal });
      return { code, out: terminal.out(), err: terminal.err() };
    },
  };
}

describe('ferryman audit', () => {
  it('tells each change as a story, and which line it could not read', async () => {
    const { audit, file } = await recorded();
    const { code, out, err } = await audit();
    expect(code).toBe(0);
    expect(out).toBe(STORY);
    expect(err).toBe(`${file}:11 is no JSON; it is left out.\n`);
  });

  it('says of a plan that nobody answered that its time is over, and not before it is', async () => {
    const cwd = await mkdtemp(join(tmpdir(), 'ferryman-audit-cli-'));
    const audit = openAudit(join(cwd, '.ferryman/audit.jsonl'));
    const { id, host, method, from, to } = storyPlan;
    const story = async (expiresAt: string) => {
      await audit.record({ id, host }, { event: 'planned', method, from, to, expiresAt });
      const terminal = captureTerminal();
      await runCli(['audit'], { environment: { env: {}, cwd, home: cwd }, terminal });
      return terminal.out();
    };
    expect(await story('2999-01-01T00:00:00.000Z')).not.toContain('nobody decided');
    expect(await story('2026-11-22T20:56:42.000Z')).toMatch(/^20:56:42 +expired: nobody decided$/m);
  });

  it('exports the very entries, a line each', async () => {
    const { audit, file } = await recorded();
    const { out } = await audit('--json');
    const written = (await readFile(file, 'utf8')).trim().split('\n').slice(0, -1);
    expect(out.trim().split('\n')).toEqual(written);
  });

  it('keeps what a later version has written into an entry', async () => {
    const { audit, file } = await recorded();
    const entry = {
      schema: 'ferryman.audit/1',
      at: '2026-11-22T20:00:00Z',
      id: 'zzzzzzzz',
      host: 'a',
      event: 'began',
    };
    await appendFile(file, `${JSON.stringify({ ...entry, prev: 'ab12' })}\n`);
    expect((await audit('--json', '--id', 'zzzzzzzz')).out).toBe(
      `${JSON.stringify({ ...entry, prev: 'ab12' })}\n`,
    );
  });

  it.each([
    [['--host', 'web-1'], ['a1b2c3d4']],
    [['--id', storyPlan.id], [storyPlan.id]],
    [['--host', 'web-1', '--id', storyPlan.id], []],
    [['--since', '2026-11-22'], [storyPlan.id]],
  ])('shows with %s what was asked for', async (args, ids) => {
    const { audit } = await recorded();
    const { out } = await audit(...args);
    expect([...out.matchAll(/, change (\w+)/g)].map(([, id]) => id)).toEqual(ids);
  });

  it('says that nothing is on record, and what a time looks like', async () => {
    const { audit } = await recorded();
    expect(await audit('--host', 'nobody')).toMatchObject({ code: 0, out: 'No change is on record.\n' });
    const unclear = await audit('--since', 'brunch');
    expect(unclear).toMatchObject({ code: 2, out: '' });
    expect(unclear.err).toContain('Type: ferryman audit --since 30m');
  });
});

const STORY = `🟢 hz-shop, change k3j9x2m4, bip 192.168.0.1/20 → 192.168.64.1/24                         2026-11-20
20:01:00        asked by U0LIN of T0001 in Slack
20:02:00        planned: digest 9f2c4e0b7a1d, until 20:56 UTC
20:04:00        approved by U0KIM of T0001 in Slack
20:05:00        the host before: changes/k3j9x2m4/before.json
20:43:01          mv -f /etc/docker/daemon.json.ferryman-k3j9x2m4.link /etc/docker/daemon.json
20:43:02        containers lose their connections
20:43:13          systemctl restart docker.service
20:43:14          docker start 4f1c0d9b7e22
                    4f1c0d9b7e22
20:10:00        ended, fixed: docker0 is 192.168.64.1/24 now, and everything that was to be proven
                was seen.

⚪ web-1, change a1b2c3d4                                                                 2026-11-20
20:03:00        declined by kim on ops-1: That was not web-1.
`;
