import { EventEmitter, once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { diagnose as diagnoseHost } from '../../src/flows/diagnose.ts';
import { fixPlanJobs } from '../../src/queue/fix-plan-job.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';
import type { Diagnose } from '../../workers/diagnose.ts';
import { type Conversation, textOf } from '../support/conversation.ts';
import { type ConversationChanges, useConversations } from '../support/conversations.ts';
import { sshHost } from '../support/ssh-host.ts';
import { noting } from '../support/ways.ts';

const conversations = useConversations();
const { asked, diagnose } = noting();
afterEach(() => asked.splice(0));

/** Each test has hosts of its own: verdicts outlive a conversation, as they do a restart. */
function begin(
  names: readonly string[],
  changes?: ConversationChanges,
  flow: Diagnose = diagnose,
): Promise<Conversation> {
  const hosts = names.map((name) => sshHost(name, '203.0.113.7', { site: 'hangzhou', tags: ['prod'] }));
  return conversations.begin({ diagnose: flow }, { hosts, ...changes });
}

const seen = (workspace: Workspace, user = 'anna') =>
  textOf({ text: '', blocks: workspace.home(user)?.blocks }).join(' ');

async function opened({ workspace }: Conversation, user = 'anna'): Promise<string> {
  await workspace.openHome({ user });
  await workspace.waitFor((now) => now.home(user));
  return seen(workspace, user);
}

describe('the home tab', () => {
  test('shows every host, and the verdict of each as soon as somebody asked for it', async () => {
    const conversation = await begin(['home-a', 'home-b']);
    const { workspace, say } = conversation;
    const before = await opened(conversation);
    expect(before).toContain('*home-a* · hangzhou · prod\nnot diagnosed lately');
    await say('/diagnose home-a 30003', { user: 'anna' });
    await expect.poll(() => seen(workspace), { timeout: 8_000 }).toContain('Found lately');
    const after = seen(workspace);
    expect(after).toContain("home-a:30003 is faulty: Docker's bridge covers the network card's subnet");
    expect(after).toMatch(/\/archives\/C0MIGRATION\/p\d+\|home-a:30003 is faulty/);
    expect(after).toMatch(/<!date\^\d+\^\{date_short_pretty\} \{time\}\|/);
    expect(after).toContain('*home-b* · hangzhou · prod\nnot diagnosed lately');
  });

  test('keeps a fault in sight when somebody asks about something else of the host', async () => {
    let healthy = false;
    const conversation = await begin(['home-m'], {}, async (request, run) => {
      const diagnosis = await diagnose(request, run);
      const { report } = diagnosis;
      const at = new Date().toISOString();
      return {
        ...diagnosis,
        report: { ...report, at, ...(healthy ? { verdict: 'healthy', causes: [] } : {}) },
      };
    });
    const { workspace, say } = conversation;
    await opened(conversation);
    await say('/diagnose home-m 30003', { user: 'anna' });
    await conversations.jobsEnded();
    healthy = true;
    await say('/diagnose home-m 30001', { user: 'anna' });
    await conversations.jobsEnded();
    // Whoever opens it for the first time sees what is so now.
    const after = await opened(conversation, 'lin');
    expect(after).toContain('Found lately');
    expect(after).toMatch(/\*home-m\* · hangzhou · prod\n.*home-m:30003 is faulty/);
    await say('/diagnose home-m', { user: 'anna' });
    await conversations.jobsEnded();
    await opened(conversation);
    await expect.poll(() => seen(workspace), { timeout: 8_000 }).toContain('home-m is healthy');
    expect(seen(workspace)).not.toContain('faulty');
  });

  test('shows what runs, while it runs', async () => {
    const bell = new EventEmitter();
    const conversation = await begin(['home-c'], {}, async (request, run) => {
      bell.emit('started');
      await once(bell, 'go on');
      return diagnose(request, run);
    });
    const { workspace, say } = conversation;
    await opened(conversation);
    const started = once(bell, 'started');
    const said = say('/diagnose home-c', { user: 'anna' });
    await started;
    await opened(conversation);
    await expect.poll(() => seen(workspace)).toContain('Diagnosing home-c');
    expect(seen(workspace)).toContain('asked by <@U0ANNA>');
    bell.emit('go on');
    await said;
    await expect.poll(() => seen(workspace), { timeout: 8_000 }).not.toContain('Running now');
  });

  test('leads nobody into the direct messages of somebody else who asked there', async () => {
    const bell = new EventEmitter();
    const conversation = await begin(['home-i'], {}, async (request, run) => {
      await once(bell, 'go on');
      return diagnose(request, run);
    });
    const { workspace } = conversation;
    workspace.say({ text: 'diagnose home-i', user: 'lin', channel: 'U0LIN' });
    await expect
      .poll(() => opened(conversation, 'lin'), { timeout: 8_000 })
      .toMatch(/\/archives\/D0LIN\/p\d+\|Diagnosing home-i/);
    await expect.poll(() => opened(conversation, 'anna'), { timeout: 8_000 }).toContain('Diagnosing home-i');
    expect(seen(workspace)).not.toContain('/archives/D0LIN');
    bell.emit('go on');
    await conversations.jobsEnded();
  });

  test('asks from a host’s own button, with the form, and answers in the direct messages', async () => {
    const conversation = await begin(['home-d']);
    const { workspace } = conversation;
    await opened(conversation);
    const viewId = workspace.home('anna')?.id ?? '';
    await workspace.click({ viewId, actionId: 'home_host_1', user: 'anna' });
    await workspace.waitFor((now) => now.modals('anna').stack.at(-1)?.callback_id === 'diagnose_form');
    await workspace.submit({ user: 'anna' });
    await workspace.waitFor(
      (now) =>
        now.messages('U0ANNA').some(({ blocks }) => JSON.stringify(blocks ?? []).includes('diagnose_again')),
      15_000,
    );
    expect(asked).toMatchObject([{ host: { name: 'home-d' } }]);
    await conversations.jobsEnded();
    // Nobody else is led into these messages.
    expect(await opened(conversation, 'lin')).not.toContain('/archives/D0ANNA');
  });

  test('searches hosts by name and tag, and finds nothing honestly', async () => {
    const names = Array.from({ length: 60 }, (_, index) => `shop-${index + 1}`);
    const conversation = await begin([...names, 'db-1']);
    const { workspace } = conversation;
    expect(await opened(conversation)).toContain('41 more hosts: search for them above.');
    const search = async (value: string) => {
      const viewId = workspace.home('anna')?.id ?? '';
      await workspace.click({ viewId, actionId: 'home_search', user: 'anna', value });
    };
    await search('db');
    await expect.poll(() => seen(workspace)).not.toContain('*shop-1*');
    expect(seen(workspace)).toContain('*db-1*');
    await search('mail.example');
    await expect.poll(() => seen(workspace)).toContain('No host is called anything like “mail.example”.');
  });

  test('shows plans that wait for whoever may approve, and not to others', async () => {
    const everyone = { everyone: true, users: [], groups: [], channels: [] };
    const access = {
      teams: ['T0FERRYMAN'],
      rules: { diagnose: everyone, approve: { ...everyone, everyone: false, users: ['U0ANNA'] } },
    };
    const conversation = await begin(['home-e'], {
      access,
      hosts: [sshHost('home-e', '203.0.113.7', { site: 'plans-of-home-test' })],
      worker: { concurrency: 1, sites: ['elsewhere'] },
    });
    await planned('home-e');
    expect(await opened(conversation, 'anna')).toContain('A change of home-e');
    expect(await opened(conversation, 'lin')).not.toContain('A change of home-e');
  });

  test('shows nobody a plan that they cannot approve', async () => {
    const snapshot = { kind: 'snapshot', path: 'home-n.json' } as const;
    const site = 'plans-of-home-test';
    const conversation = await begin([], {
      hosts: [
        sshHost('home-n', '203.0.113.7', { site, via: snapshot }),
        sshHost('home-o', '203.0.113.7', { site }),
        sshHost('home-p', '203.0.113.7', { site, tags: ['prod'] }),
      ],
      worker: { concurrency: 1, sites: ['elsewhere'] },
    });
    await planned('home-n', 'c0ffee000002');
    await planned('home-o', 'c0ffee000003', 'D0LIN');
    await planned('home-p', 'c0ffee000004');
    const ofLin = await opened(conversation, 'lin');
    expect(ofLin).toContain('A change of home-o');
    expect(ofLin).not.toMatch(/A change of home-[np]/);
    const ofAnna = await opened(conversation, 'anna');
    expect(ofAnna).toContain('A change of home-p');
    expect(ofAnna).not.toMatch(/A change of home-[no]/);
  });

  test.each([
    ['gus', 'Guests may not ask Ferryman.'],
    ['eve', 'Only people of this organisation may ask Ferryman.'],
  ])('shows no host to %s', async (user, sentence) => {
    const conversation = await begin(['home-f']);
    const text = await opened(conversation, user);
    expect(text).toContain(sentence);
    expect(text).not.toContain('home-f');
  });

  test('is drawn once Slack takes it again', async () => {
    const conversation = await begin(['home-g']);
    conversation.workspace.faults.rateLimit({ method: 'views.publish', retryAfterSeconds: 1 });
    expect(await opened(conversation)).toContain('home-g');
  });

  test('reads Chinese where the reader does', async () => {
    const conversation = await begin(['home-h'], { language: { default: 'en', channels: {} } });
    const text = await opened(conversation, 'chen');
    expect(text).toContain('近期没有诊断过');
    expect(text).toContain('搜索主机和诊断结果');
  });

  test('names what was found in each reader’s language, whoever asked', async () => {
    const path = fileURLToPath(
      new URL('../hosts/bridge-subnet-contains-host-subnet/snapshot.json', import.meta.url),
    );
    const hosts = [sshHost('home-l', '203.0.113.7', { via: { kind: 'snapshot', path } })];
    const shells = { open: () => Promise.reject(new Error('a recording needs no shell')) };
    const conversation = await begin(
      [],
      { hosts, language: { default: 'en', channels: {} } },
      (request, run) => diagnoseHost(request, { shells, ...run }),
    );
    const { workspace, say } = conversation;
    await say('/diagnose home-l', { user: 'chen' });
    await conversations.jobsEnded();
    expect(await opened(conversation, 'chen')).toContain('home-l 有故障：');
    const inEnglish = await opened(conversation, 'anna');
    expect(inEnglish).toMatch(/home-l is faulty: Docker's bridge \S+ /);
    expect(inEnglish).not.toMatch(/\p{Script=Han}/u);
    const viewId = workspace.home('anna')?.id ?? '';
    await workspace.click({ viewId, actionId: 'home_search', user: 'anna', value: "Docker's bridge" });
    await expect.poll(() => seen(workspace)).toContain('home-l is faulty');
  });
});

/** A worker that made a plan, which nobody has decided about. */
async function planned(host: string, id = 'c0ffee000001', channelId = 'C0MIGRATION'): Promise<void> {
  const { queue } = conversations;
  const expiresAt = new Date(Date.now() + 600_000).toISOString();
  const site = 'plans-of-home-test';
  const worker = await queue.work(
    fixPlanJobs,
    [site],
    async () => ({ outcome: 'plan' as const, plan: { id, expiresAt } }),
    { concurrency: 1 },
  );
  await queue.ask(fixPlanJobs, {
    jobId: `plan-of-${host}`,
    site,
    job: {
      host,
      options: {},
      requestedBy: { teamId: 'T0FERRYMAN', userId: 'U0LIN' },
      where: { channelId },
      requestedAt: new Date().toISOString(),
      traceId: 'home',
    },
  });
  await conversations.jobsEnded();
  await worker.drain(1_000);
}
