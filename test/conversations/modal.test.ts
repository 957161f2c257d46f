import { afterEach, describe, expect, test } from 'vitest';
import type { Workspace } from '../../src/workspace/workspace.ts';
import { type Conversation, roots, textOf } from '../support/conversation.ts';
import { type ConversationChanges, useConversations } from '../support/conversations.ts';
import { sshHost } from '../support/ssh-host.ts';
import { noting, whispered } from '../support/ways.ts';

const conversations = useConversations();
const { asked, diagnose } = noting();
afterEach(() => asked.splice(0));

function begin(changes?: ConversationChanges): Promise<Conversation> {
  return conversations.begin({ diagnose }, changes);
}

const many = Array.from({ length: 300 }, (_, index) =>
  sshHost(`web-${index + 1}`, `203.0.113.${(index % 250) + 1}`, { site: 'hangzhou', tags: ['shop'] }),
);

/** `/diagnose` with nothing behind it, until something stands there. */
async function opened(workspace: Workspace, user = 'anna') {
  await workspace.slash({ command: '/diagnose', user });
  return workspace.waitFor((now) => now.modals(user).stack.at(-1));
}

const seen = (workspace: Workspace, user = 'anna') =>
  textOf({ text: '', ...workspace.modals(user).stack.at(-1) }).join(' ');

describe('/diagnose without a host', () => {
  test('opens a form, whose answer comes into the channel', async () => {
    const { workspace } = await begin();
    const form = await opened(workspace);
    expect(form).toMatchObject({ callback_id: 'diagnose_form', title: { text: 'Diagnose' } });
    const { options } = await workspace.suggest({ user: 'anna', actionId: 'form_host', typed: 'shop' });
    expect(options.map(({ value }) => value)).toEqual(['hz-shop']);
    await workspace.submit({ user: 'anna', values: { form_host: 'hz-shop', form_target: '30003' } });
    expect(workspace.modals('anna').stack).toEqual([]);
    await workspace.waitFor(
      (now) =>
        roots(now, 'migration').some(({ blocks }) => JSON.stringify(blocks ?? []).includes('diagnose_again')),
      15_000,
    );
    expect(asked).toMatchObject([{ host: { name: 'hz-shop' }, asked: { port: 30003 } }]);
    expect(await whispered(workspace, 'anna')).toContain('Queued: hz-shop:30003.');
  });

  test('offers a hundred of three hundred hosts, and any of them after a few letters', async () => {
    const { workspace } = await begin({ hosts: many });
    await opened(workspace);
    const all = await workspace.suggest({ user: 'anna', actionId: 'form_host' });
    expect(all.options.map(({ value }) => value)).toEqual(many.slice(0, 100).map(({ name }) => name));
    const some = await workspace.suggest({ user: 'anna', actionId: 'form_host', typed: '29' });
    expect(some.options.map(({ value }) => value).slice(0, 2)).toEqual(['web-29', 'web-290']);
    expect(some.options[0]).toMatchObject({ description: { text: 'hangzhou · shop' } });
  });

  test('says in the form what is wrong with what was typed, and asks nothing', async () => {
    const { workspace } = await begin();
    await opened(workspace);
    await workspace.suggest({ user: 'anna', actionId: 'form_host' });
    await workspace.submit({ user: 'anna', values: { form_host: 'web-1', form_target: '99999' } });
    expect(workspace.modals('anna').errors).toEqual({
      form_target: '99999 is no port. Ports go from 1 to 65535: /diagnose web-1 80',
    });
    await workspace.submit({ user: 'anna', values: { form_target: '80' } });
    expect(workspace.modals('anna').errors).toEqual({ form_host: 'Please complete all required fields.' });
    expect(asked).toEqual([]);
    await workspace.submit({ user: 'anna', values: { form_host: 'web-1', form_target: '`80`' } });
    await workspace.waitFor(() => asked.length > 0);
    expect(asked).toMatchObject([{ host: { name: 'web-1' }, asked: { port: 80 } }]);
  });

  test('is asked once, although the form is delivered twice', async () => {
    const { workspace } = await begin();
    await opened(workspace);
    await workspace.suggest({ user: 'anna', actionId: 'form_host' });
    const sent = await workspace.submit({ user: 'anna', values: { form_host: 'web-1' } });
    await conversations.jobsEnded();
    await workspace.faults.redeliver(sent);
    await workspace.waitFor((now) => now.ephemerals('anna').length > 1);
    await conversations.jobsEnded();
    expect(asked).toHaveLength(1);
  });

  test('opens the form before Slack has said who asks, and completes it then', async () => {
    const { workspace } = await begin();
    workspace.faults.slow({ method: 'users.info', ms: 3_500 });
    await opened(workspace);
    expect(seen(workspace)).toContain('One moment');
    await workspace.waitFor((now) => now.modals('anna').stack[0]?.callback_id === 'diagnose_form', 8_000);
    expect(workspace.ephemerals('anna')).toEqual([]);
  });

  test('tells the late refusal in the form that is open', async () => {
    const { workspace } = await begin();
    workspace.faults.slow({ method: 'users.info', ms: 1_500 });
    await opened(workspace, 'gus');
    await expect
      .poll(() => seen(workspace, 'gus'), { timeout: 8_000 })
      .toContain('Guests may not ask Ferryman.');
  });

  test('opens nothing for whoever may not ask, and shows them no host', async () => {
    const { workspace } = await begin();
    await workspace.slash({ command: '/diagnose', user: 'gus' });
    expect(await whispered(workspace, 'gus')).toContain('Guests may not ask Ferryman.');
    expect(workspace.modals('gus').stack).toEqual([]);
  });

  test('says how to go on where Slack does not open it', async () => {
    const { workspace } = await begin();
    const [first] = [await workspace.slash({ command: '/diagnose', user: 'anna' })];
    await workspace.waitFor((now) => now.modals('anna').stack.length > 0);
    // The same trigger once more is used up.
    await workspace.faults.redeliver(first);
    expect(await whispered(workspace, 'anna')).toContain('The form did not open (exchanged_trigger_id).');
  });

  test('loses a right while the form is open, is refused, and sees no host any more', async () => {
    const rules = { diagnose: { everyone: true, users: [], groups: [], channels: [] } };
    const { workspace } = await begin({ access: { teams: ['T0FERRYMAN'], rules } });
    await opened(workspace);
    await workspace.suggest({ user: 'anna', actionId: 'form_host' });
    rules.diagnose.everyone = false;
    await workspace.submit({ user: 'anna', values: { form_host: 'web-1' } });
    expect(await whispered(workspace, 'anna')).toContain('Nobody may use /diagnose yet.');
    expect(asked).toEqual([]);
    rules.diagnose.everyone = true;
    await opened(workspace);
    rules.diagnose.everyone = false;
    expect((await workspace.suggest({ user: 'anna', actionId: 'form_host' })).options).toEqual([]);
  });

  test('reads Chinese where the reader does', async () => {
    const { workspace } = await begin({ language: { default: 'en', channels: {} } });
    const form = await opened(workspace, 'chen');
    expect(form).toMatchObject({ title: { text: '诊断' }, close: { text: '取消' } });
    await workspace.suggest({ user: 'chen', actionId: 'form_host' });
    await workspace.submit({ user: 'chen', values: { form_host: 'web-1', form_target: '99999' } });
    expect(workspace.modals('chen').errors['form_target']).toContain('99999 不是有效的端口。');
  });
});
