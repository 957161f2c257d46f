import { EventEmitter, once } from 'node:events';
import { expect, test } from 'vitest';
import type { Diagnose } from '../../workers/diagnose.ts';
import { roots, textOf } from '../support/conversation.ts';
import { useConversations } from '../support/conversations.ts';
import { storyReport } from '../support/reports.ts';

const conversations = useConversations();
const { jobsEnded } = conversations;

/** Each diagnosis goes on when the test says so. */
function held() {
  const bell = new EventEmitter();
  const flow: Diagnose = async ({ host, asked }, { onStage }) => {
    const goOn = once(bell, 'go on');
    onStage('connecting');
    onStage('reading');
    bell.emit('started');
    await goOn;
    return { report: storyReport(host.name, asked) };
  };
  return { flow, started: () => once(bell, 'started'), goOn: () => bell.emit('go on') };
}

test('one message lives from the queue to the card, its stages ticked on the way', async () => {
  const { flow, started, goOn } = held();
  const { workspace } = await conversations.begin({ diagnose: flow });
  const running = started();
  await workspace.slash({ command: '/diagnose', text: 'web-1', user: 'lin' });
  await running;
  const plan = await workspace.waitFor((now) =>
    roots(now, 'migration')
      .flatMap(({ blocks = [] }) => blocks)
      .find((block) => block.type === 'plan' && JSON.stringify(block).includes('in_progress')),
  );
  expect(plan).toMatchObject({
    tasks: [
      { title: 'connected', status: 'complete' },
      { title: 'reading the host', status: 'in_progress' },
      { status: 'pending' },
      { status: 'pending' },
    ],
  });
  const [root] = roots(workspace, 'migration');
  expect(textOf(root ?? { text: '' }).join(' ')).toMatch(/asked by <@U0LIN> · worker \S+/);
  expect(root?.text).toBe('Diagnosing web-1: reading the host …');
  goOn();
  const card = await workspace.waitFor((now) =>
    roots(now, 'migration').find(({ blocks }) => JSON.stringify(blocks ?? []).includes('diagnose_again')),
  );
  expect(card.ts).toBe(root?.ts);
  expect(JSON.stringify(card.blocks)).not.toContain('"plan"');
  await jobsEnded();
});
