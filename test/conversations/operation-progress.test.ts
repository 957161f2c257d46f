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

test('who asks while every worker is busy hears the place in the line', async () => {
  const { flow, started, goOn } = held();
  const { workspace } = await conversations.begin({ diagnose: flow }, { worker: { concurrency: 1 } });
  const running = started();
  for (const text of ['web-1', 'web-2', 'hz-shop']) {
    await workspace.slash({ command: '/diagnose', text, user: 'lin' });
    if (text === 'web-1') await running;
    await workspace.waitFor((now) => now.ephemerals('lin').some((one) => one.text.includes(`: ${text}.`)));
  }
  expect(workspace.ephemerals('lin').map(({ text }) => text)).toEqual([
    'Queued: web-1. The answer comes in this channel.',
    'Queued: web-2. It is next in the line for hosts without a site. The answer comes in this channel.',
    'Queued: hz-shop. It is number 2 in the line for hosts without a site. The answer comes in this channel.',
  ]);
  for (let left = 3; left > 0; left -= 1) {
    const next = started();
    goOn();
    if (left > 1) await next;
  }
  await jobsEnded();
});
