import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { GoPeer } from '../../test/support/workspace-go-peer.ts';
import { buildGoPeer, goPeerMissing, startGoPeer } from '../../test/support/workspace-go-peer.ts';
import type { Workspace } from './workspace.ts';
import { startWorkspace } from './workspace.ts';

const missing = goPeerMissing();
if (missing !== undefined) console.log(`skipped: the independent Go client of Slack (${missing})`);

describe.skipIf(missing !== undefined)('an app written with the independent Go client', () => {
  let workspace: Workspace;
  let peer: GoPeer;

  beforeAll(async () => {
    workspace = await startWorkspace();
    peer = startGoPeer(buildGoPeer(), workspace);
    await peer.next('hello');
  }, 240_000);

  afterAll(async () => {
    await peer.stop();
    await workspace.stop();
  });

  test('authenticates and is greeted with the number of its connections', async () => {
    expect(await peer.next('authenticated')).toMatchObject({
      user: 'U0FERRYMAN',
      team: 'T0FERRYMAN',
      bot: 'B0FERRYMAN',
    });
    expect(await peer.next('hello')).toMatchObject({ connections: 1 });
  });

  test('hears a command and writes, edits, replies, whispers and reads back', async () => {
    const delivery = await workspace.slash({ command: '/peer', text: 'hz-shop', user: 'lin' });
    expect(delivery.outcome).toMatchObject({ kind: 'acked', payload: { text: 'heard hz-shop' } });
    const answered = await peer.next('answered');
    expect(answered).toMatchObject({ replies: 2, metadata: 'peer', name: 'Lin Wei', zone: 'Asia/Shanghai' });
    expect(answered['refused']).toBe('invalid_blocks');
    const [root, reply] = workspace.messages('migration');
    expect(root).toMatchObject({ text: 'done', ts: answered['ts'], blocks: [{}, { block_id: 'buttons2' }] });
    expect(reply).toMatchObject({ text: 'details', thread_ts: answered['ts'] });
    expect(workspace.ephemerals('lin').map(({ text }) => text)).toEqual(['heard hz-shop', 'for you']);
  });

  test('hears a click and a mention', async () => {
    const [root] = workspace.messages('migration');
    const click = await workspace.click({ messageTs: root?.ts ?? '', actionId: 'go', user: 'anna' });
    expect(click.outcome.kind).toBe('acked');
    expect(await peer.next('clicked')).toMatchObject({
      value: 'yes',
      user: 'U0ANNA',
      message: root?.ts,
      channel: 'C0MIGRATION',
    });
    workspace.say({ text: '<@U0FERRYMAN> hello', threadTs: root?.ts ?? '' });
    expect(await peer.next('mentioned')).toMatchObject({ text: '<@U0FERRYMAN> hello', thread: root?.ts });
  });

  test('comes back after a refresh', async () => {
    workspace.faults.disconnect('refresh_requested');
    await workspace.waitFor(({ connections }) => connections === 0);
    await workspace.waitFor(({ connections }) => connections === 1, 15_000);
    await expect
      .poll(() => workspace.slash({ command: '/peer', text: 'again' }), { timeout: 10_000 })
      .toMatchObject({ outcome: { kind: 'acked' } });
  });
});
