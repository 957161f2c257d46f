import { afterEach, beforeEach, expect, test } from 'vitest';
import { type BoltApp, startBoltApp } from '../../test/support/workspace-bolt-app.ts';
import { startWorkspace, type Workspace } from './workspace.ts';

let workspace: Workspace;
let app: BoltApp;
let heard: string[];

beforeEach(async () => {
  heard = [];
  workspace = await startWorkspace({ commands: [{ command: '/ask' }] });
  app = await startBoltApp(workspace, (bolt) => {
    bolt.command('/ask', async ({ ack, command }) => {
      heard.push(command.trigger_id);
      await ack();
    });
  });
});
afterEach(async () => {
  await app.stop();
  await workspace.stop();
});

test('a duplicate comes over the other connection, with the same trigger, as a retry', async () => {
  workspace.faults.duplicate();
  await workspace.slash({ command: '/ask' });
  await workspace.waitFor(() => heard.length === 2);
  await workspace.slash({ command: '/ask' });
  expect(heard).toHaveLength(3);
  expect(heard[0]).toBe(heard[1]);
  const [first, second] = workspace.journal.deliveries;
  expect(second).toMatchObject({ attempt: 1, payload: first?.payload });
  expect(new Set([first?.connection, second?.connection])).toEqual(new Set([1, 2]));
});

test('a connection that is asked to go takes nothing more, and the other one does', async () => {
  workspace.faults.refresh();
  const before = await workspace.slash({ command: '/ask' });
  const after = [await workspace.slash({ command: '/ask' }), await workspace.slash({ command: '/ask' })];
  expect(before.outcome.kind).toBe('acked');
  expect(after).toMatchObject([
    { connection: 2, outcome: { kind: 'acked' } },
    { connection: 2, outcome: { kind: 'acked' } },
  ]);
});

test('a share of deliveries is met, until the trouble is over', async () => {
  workspace.faults.duplicate({ times: Infinity, share: 0 });
  await workspace.slash({ command: '/ask' });
  workspace.faults.duplicate({ times: Infinity, share: 1 });
  workspace.faults.clear();
  await workspace.slash({ command: '/ask' });
  expect(heard).toHaveLength(2);
});
