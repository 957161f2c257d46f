import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { captureTerminal } from '../../test/support/captured-terminal.ts';
import { startFeishu } from '../../test/support/feishu.ts';
import { startMailServer } from '../../test/support/mail-server.ts';
import { startReceiver } from '../../test/support/receiver.ts';
import { startWorkspace } from '../workspace/workspace.ts';
import { runCli } from './program.ts';

const running: { stop(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const one of running.splice(0)) await one.stop();
});

function started<T extends { stop(): Promise<unknown> }>(one: T): T {
  running.push(one);
  return one;
}

async function notify(yaml: string, args: readonly string[] = [], env: Record<string, string> = {}) {
  const cwd = await mkdtemp(join(tmpdir(), 'ferryman-notify-'));
  await writeFile(join(cwd, 'ferryman.yaml'), `hosts:\n  here: { local: true }\n${yaml}`);
  const terminal = captureTerminal();
  const environment = { env, cwd, home: cwd };
  const code = await runCli(['notify', 'test', ...args], { environment, terminal });
  return { code, out: terminal.out(), err: terminal.err() };
}

const hookAt = (url: string) => `notify:\n  destinations:\n    hook: { webhook: "${url}/T0KEN" }\n`;

describe('ferryman notify test', () => {
  it('sends a test to every destination there is', async () => {
    const [workspace, receiver, mail, feishu] = await Promise.all([
      startWorkspace(),
      startReceiver(() => ({ status: 200 })),
      startMailServer({ disabledCommands: ['STARTTLS'] }),
      startFeishu(),
    ]);
    for (const one of [workspace, receiver, mail, feishu]) started(one);
    const { code, out, err } = await notify(
      `notify:
  destinations:
    team: { slack: C0MIGRATION }
    hook: { webhook: "${receiver.url}" }
    mail: { email: [ops@example.com] }
    chat: { feishu: oc_team }
  smtp: { host: localhost, port: ${mail.port}, tls: none, from: ferryman@example.com }
  feishu: { url: "${feishu.url}" }
`,
      [],
      {
        SLACK_API_URL: workspace.apiUrl,
        SLACK_BOT_TOKEN: workspace.botToken,
        FERRYMAN_WEBHOOK_SECRET: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
        FERRYMAN_FEISHU_APP_ID: 'cli_a1',
        FERRYMAN_FEISHU_APP_SECRET: 's3cret',
      },
    );
    expect({ code, out, err }).toEqual({
      code: 0,
      out: '✓ team  slack    sent\n✓ hook  webhook  sent\n✓ mail  email    sent\n✓ chat  feishu   sent\n',
      err: '',
    });
    expect(workspace.messages('C0MIGRATION')).toHaveLength(1);
    expect(receiver.received[0]?.headers['webhook-signature']).toMatch(/^v1,/);
    expect(mail.mails).toHaveLength(1);
    expect(feishu.messages).toHaveLength(1);
  });

  it('says which of them did not get it, why, and what to do, without its address', async () => {
    const { url } = started(await startReceiver(() => ({ status: 404 })));
    const { code, out } = await notify(`${hookAt(url)}    team: { slack: C0MIGRATION }\n`);
    expect(code).toBe(1);
    expect(out).toBe(
      [
        `✗ hook  webhook  ${new URL(url).host} answered with HTTP 404.`,
        '                 → See in its log why; only an answer of 200 to 299 counts as delivered.',
        '✗ team  slack    SLACK_BOT_TOKEN is not set.',
        '                 → Copy the Bot User OAuth Token (xoxb-…) of the app into SLACK_BOT_TOKEN.',
        '',
      ].join('\n'),
    );
  });

  it('sends to one alone where it is named, and prints what came of it as JSON', async () => {
    const receiver = started(await startReceiver(() => ({ status: 200 })));
    const yaml = `${hookAt(receiver.url)}    other: { webhook: "http://127.0.0.1:1" }\n`;
    const { code, out } = await notify(yaml, ['hook', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({ destinations: [{ name: 'hook', kind: 'webhook', sent: true }] });
    expect(receiver.received).toHaveLength(1);
  });

  it('speaks the language of ferryman.yaml', async () => {
    const { url } = started(await startReceiver(() => ({ status: 404 })));
    const { out } = await notify(`language: zh-CN\n${hookAt(url)}`);
    expect(out).toContain('返回了 HTTP 404。');
  });

  it('knows a name that is nearly right, and that there is none at all', async () => {
    const near = await notify(hookAt('http://127.0.0.1:1'), ['hok']);
    expect(near).toEqual({
      code: 2,
      out: '',
      err: 'hok is no destination of ferryman.yaml.\nDid you mean hook?\n',
    });
    expect((await notify('')).err).toMatch(/^ferryman\.yaml names no destination/);
  });
});
