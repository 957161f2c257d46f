import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { describe, expect, it } from 'vitest';
import { captureTerminal } from '../../test/support/captured-terminal.ts';
import { storyOutcome, storyPlan } from '../../test/support/fix-plan.ts';
import { FerrymanError } from '../errors.ts';
import { planRevert } from '../flows/fix/plan-revert.ts';
import type { ApplyRequest } from '../flows/fix/run.ts';
import { FixAnswer, FixOutcome } from '../report/fix.ts';
import type { Language } from '../text/language.ts';
import { describeFailure } from './failure.ts';
import { registerFixBridge } from './fix-bridge.ts';
import type { FixFlows } from './fix-flows.ts';

const soon = () => new Date(Date.now() + 60_000).toISOString();
const plan = { ...storyPlan, expiresAt: soon() };

/** Flows that plan what they are told to; what was applied and taken back is kept. */
function told(changes: Partial<FixFlows> = {}) {
  const applied: ApplyRequest[] = [];
  const takenBack: string[] = [];
  const planned: object[] = [];
  const flows: FixFlows = {
    planFix: ({ id = '', options }) => {
      planned.push(options);
      return Promise.resolve({ answer: { kind: 'plan', plan: { ...plan, id } } });
    },
    planRevert: ({ id, reverts = 'lastlast' }) =>
      Promise.resolve({ answer: { kind: 'plan', plan: { ...plan, id, method: 'revert', reverts } } }),
    async applyFix(request, run) {
      applied.push(request);
      run.onStage?.('changing');
      await run.audit?.({ kind: 'ended', detail: { result: 'fixed', because: 'It was seen.' } });
      return { ...storyOutcome, id: request.approved.id };
    },
    findPending: () => Promise.resolve(undefined),
    takeBack: ({ id }) => {
      takenBack.push(id);
      return Promise.resolve({ ...storyOutcome, id, result: 'undone', because: 'It was taken back.' });
    },
    ...changes,
  };
  return { flows, applied, takenBack, planned };
}

const broken = () => Promise.reject(new FerrymanError('host-lost', 'It is gone.', 'Look.'));

/** `answer` is what comes through the pipe; absent, nobody is there. */
async function fixBridge(
  args: readonly string[],
  {
    flows = told().flows,
    answer,
    language = 'en',
  }: { flows?: FixFlows; answer?: string; language?: Language } = {},
) {
  const cwd = await mkdtemp(join(tmpdir(), 'ferryman-fix-'));
  await writeFile(
    join(cwd, 'ferryman.yaml'),
    `language: ${language}\nhosts:\n  hz-shop: { local: true }\n  old: { snapshot: old.json }\n`,
  );
  await writeFile(join(cwd, 'old.json'), '{}');
  const terminal = {
    ...captureTerminal(),
    ...(answer !== undefined && { answer: () => Promise.resolve(answer) }),
  };
  let code = 0;
  const program = new Command('ferryman').option('--config <file>').exitOverride();
  program.configureOutput({ writeErr: terminal.stderr });
  const cli = { environment: { env: { USER: 'lin' }, cwd, home: cwd }, terminal };
  registerFixBridge(
    program,
    cli,
    (reported) => (code = reported),
    () => Promise.resolve(flows),
  );
  try {
    await program.parseAsync(['fix-bridge', ...args], { from: 'user' });
  } catch (error) {
    const failure = describeFailure(error, { verbose: false });
    code = error instanceof CommanderError ? 2 : failure.code;
    terminal.stderr(error instanceof CommanderError ? error.message : failure.text);
  }
  const audit = await readFile(join(cwd, '.ferryman/audit.jsonl'), 'utf8').catch(() => '');
  const events = [...audit.matchAll(/"event":"(\w+)"/g)].map(([, event]) => event);
  return { code, out: terminal.out(), err: terminal.err(), events, audit };
}

describe('ferryman fix-bridge --plan', () => {
  it('is what happens without a word: the plan, nothing applied, exit code 1', async () => {
    const { flows, applied } = told();
    for (const args of [['hz-shop'], ['hz-shop', '--plan']]) {
      const { code, out, events } = await fixBridge(args, { flows, answer: 'hz-shop' });
      expect({ code, events }).toEqual({ code: 1, events: ['asked', 'planned', 'ended'] });
      expect(out).toMatch(/^🔧 hz-shop: move docker0 from 192\.168\.0\.1\/20 to 192\.168\.64\.1\/24/);
    }
    expect(applied).toEqual([]);
  });

  it('hands on every word that chooses', async () => {
    const { flows, planned } = told();
    const words = ['30003', '--method', 'bridge', '--network', 'vhnet', '--subnet', '10.9.0.0/24'];
    await fixBridge(['hz-shop', ...words, '--avoid', '10.8.0.0/16', '--avoid', '10.7.0.0/16'], { flows });
    expect(planned).toEqual([
      {
        method: 'bridge',
        network: 'vhnet',
        subnet: '10.9.0.0/24',
        avoid: ['10.8.0.0/16', '10.7.0.0/16'],
        port: 30_003,
      },
    ]);
  });

  it.each<[FixAnswer, number]>([
    [{ kind: 'nothing-to-fix', host: 'hz-shop', sentence: 'No network overlaps.' }, 0],
    [
      { kind: 'refused', host: 'hz-shop', because: ['It is a swarm.'], next: 'Do it by hand.', byHand: [] },
      3,
    ],
    [{ kind: 'plan', plan }, 1],
  ])('prints one object and nothing else with --json: %#', async (answer, expected) => {
    const { flows } = told({ planFix: () => Promise.resolve({ answer }) });
    const { code, out } = await fixBridge(['hz-shop', '--json'], { flows });
    expect(code).toBe(expected);
    expect(FixAnswer.parse(JSON.parse(out))).toEqual(answer);
  });

  it.each([
    [
      '--subnet',
      ['hz-shop', '--subnet', '10.9.0.0'],
      '"10.9.0.0" is no subnet.\nType: ferryman fix-bridge <host> --subnet 172.31.255.0/24',
    ],
    ['--avoid', ['hz-shop', '--avoid', 'office'], 'Type: ferryman fix-bridge <host> --avoid 172.31.255.0/24'],
    [
      'a port',
      ['hz-shop', '99999'],
      '99999 is no port: ports go from 1 to 65535.\nType: ferryman fix-bridge <host> 30003',
    ],
    ['no host', [], 'Which host?\nType: ferryman fix-bridge <host> [port] [--plan | --apply | --undo [id]]'],
    ['a method', ['hz-shop', '--method', 'magic'], 'Allowed choices are bip, bridge'],
    ['two wishes', ['hz-shop', '--plan', '--apply'], 'cannot be used with'],
    ['an id', ['hz-shop', '--undo', '../../etc'], 'is no name of a change'],
    ['a host', ['hz-shpo'], 'hz-shpo is not in the inventory'],
  ])('exits with 2 on %s that is none', async (_, args, says) => {
    const { code, err, events } = await fixBridge(args);
    expect({ code, events }).toEqual({ code: 2, events: [] });
    expect(err).toContain(says);
  });
});

describe('ferryman fix-bridge --apply', () => {
  it('does what the plan says when the name of the host is typed, and records who approved', async () => {
    const { flows, applied } = told();
    const { code, out, err, events, audit } = await fixBridge(['hz-shop', '--apply'], {
      flows,
      answer: 'hz-shop',
    });
    expect({ code, events }).toEqual({ code: 0, events: ['asked', 'planned', 'approved', 'ended'] });
    expect(out).toMatch(/^🔧 .*\n[^]*\n🟢 hz-shop is fixed/);
    expect(err).toContain('… changing\n');
    const { digest, options, method } = plan;
    expect(applied).toMatchObject([
      { approved: { digest, options, method, askedBy: 'lin', approvedBy: 'lin' }, fence: 1 },
    ]);
    expect(audit).toMatch(
      /"who":\{"kind":"terminal","login":"lin","machine":"[^"]+"\},"digest":"9f2c[^"]*","event":"approved"/,
    );
  });

  it.each(['', 'y', 'yes', 'hz', 'hz-shop2', 'HZ-SHOP'])(
    'changes nothing on the answer "%s"',
    async (answer) => {
      const { flows, applied } = told();
      const { code, out, events } = await fixBridge(['hz-shop', '--apply'], { flows, answer });
      expect({ code, events, applied }).toEqual({
        code: 1,
        events: ['asked', 'planned', 'declined', 'ended'],
        applied: [],
      });
      expect(out).toContain('That was not hz-shop. Nothing was changed.');
    },
  );

  it('changes nothing where nobody can answer, or once the plan has expired', async () => {
    const { flows, applied } = told({
      planFix: () =>
        Promise.resolve({ answer: { kind: 'plan', plan: { ...plan, expiresAt: '2026-11-22T20:00:00Z' } } }),
    });
    expect(await fixBridge(['hz-shop', '--apply'], { flows, answer: 'hz-shop' })).toMatchObject({
      code: 1,
      events: ['asked', 'planned', 'expired', 'ended'],
    });
    expect(await fixBridge(['hz-shop', '--apply'])).toMatchObject({
      code: 1,
      events: ['asked', 'planned', 'declined', 'ended'],
    });
    expect(applied).toEqual([]);
  });

  it('says in the language of ferryman.yaml that nothing was changed, and records it in English', async () => {
    const language = 'zh-CN';
    const other = await fixBridge(['hz-shop', '--apply'], { answer: 'hz', language });
    expect(other.out).toContain('输入的不是 hz-shop。未做任何变更。');
    expect(other.audit).toContain('"because":"That was not hz-shop. Nothing was changed."');
    expect(other.audit).not.toMatch(/\p{Script=Han}/u);
    const nobody = await fixBridge(['hz-shop', '--apply'], { language });
    expect(nobody.out).toContain('没有人可以输入主机名。未做任何变更。');
    const expired = { ...plan, expiresAt: '2026-11-22T20:00:00Z' };
    const late = await fixBridge(['hz-shop', '--apply'], {
      ...told({ planFix: () => Promise.resolve({ answer: { kind: 'plan', plan: expired } }) }),
      answer: 'hz-shop',
      language,
    });
    expect(late.out).toContain('无人应答，计划已过期。未做任何变更。');
    const recording = await fixBridge(['old', '--apply'], { language });
    expect(recording.out).toContain('old 是录制的快照：无法变更。');
    expect(recording.audit).toContain('old is a recording: nothing can be changed on it.');
  });

  it('prints the outcome alone with --json; the plan is on standard error', async () => {
    const { out, err } = await fixBridge(['hz-shop', '--apply', '--json'], { answer: 'hz-shop' });
    expect(FixOutcome.parse(JSON.parse(out)).result).toBe('fixed');
    expect(err).toContain('🔧 hz-shop: move docker0');
  });

  it.each([
    ['undone', 1],
    ['not-begun', 1],
    ['pending', 3],
    ['undo-failed', 3],
  ] as const)('exits otherwise than with 0 when it ends %s', async (result, expected) => {
    const { flows } = told({ applyFix: () => Promise.resolve({ ...storyOutcome, result }) });
    expect(await fixBridge(['hz-shop', '--apply'], { flows, answer: 'hz-shop' })).toMatchObject({
      code: expected,
      events: ['asked', 'planned', 'approved', 'ended'],
      audit: expect.stringContaining(`"event":"ended","result":"${result}"`),
    });
  });

  it('asks nothing where nothing is to be fixed, or nothing can be', async () => {
    const nothing = told({
      planFix: () =>
        Promise.resolve({ answer: { kind: 'nothing-to-fix', host: 'hz-shop', sentence: 'None.' } }),
    });
    expect(await fixBridge(['hz-shop', '--apply'], { ...nothing, answer: 'hz-shop' })).toMatchObject({
      code: 0,
      events: ['asked', 'ended'],
    });
    const refused = told({
      planFix: () =>
        Promise.resolve({
          answer: { kind: 'refused', host: 'hz-shop', because: ['Swarm.'], next: '', byHand: [] },
        }),
    });
    expect(await fixBridge(['hz-shop', '--apply'], { ...refused, answer: 'hz-shop' })).toMatchObject({
      code: 3,
      events: ['asked', 'refused', 'ended'],
    });
    expect([...nothing.applied, ...refused.applied]).toEqual([]);
  });

  it('records an end where planning or the change itself breaks', async () => {
    const planning = await fixBridge(['hz-shop', '--apply'], told({ planFix: broken }));
    expect(planning).toMatchObject({ code: 3, events: ['asked', 'ended'] });
    expect(planning.audit).toContain('"result":"not-begun","because":"It is gone."');
    const changing = await fixBridge(['hz-shop', '--apply'], {
      ...told({ applyFix: broken }),
      answer: 'hz-shop',
    });
    expect(changing).toMatchObject({ code: 3, events: ['asked', 'planned', 'approved', 'ended'] });
    expect(changing.audit).toContain('"result":"pending","because":"It is gone."');
  });

  it.each([
    ['--plan', told(), 1, '🔧 hz-shop: move docker0'],
    ['--apply', told(), 3, 'old is a recording: nothing can be changed on it.'],
    ['--undo', told({ planRevert }), 3, 'old is a recording; nothing was ever changed there.'],
  ])(
    'plans for a recording, and refuses %s like anything else',
    async (option, { flows, planned }, code, says) => {
      const { out, ...rest } = await fixBridge(['old', option], { flows, answer: 'old' });
      expect(rest.code).toBe(code);
      expect(out).toContain(says);
      expect(rest.events.slice(-1)).toEqual(['ended']);
      expect(planned).toHaveLength(option === '--plan' ? 1 : 0);
    },
  );

  it('has the host take the change back on Ctrl-C', async () => {
    const { flows, takenBack } = told({
      applyFix: (_, { signal }) =>
        new Promise((_resolve, reject) => {
          signal?.addEventListener('abort', () => reject(new Error('stopped')));
          process.emit('SIGINT');
        }),
    });
    const { code, out, err } = await fixBridge(['hz-shop', '--apply'], { flows, answer: 'hz-shop' });
    expect(code).toBe(1);
    expect(takenBack).toHaveLength(1);
    expect(err).toContain('The host does that by itself within 300 s, even if this command is gone.');
    expect(out).toContain('🟠 hz-shop is as before');
  });

  it('says in the language of ferryman.yaml that it was stopped before it began', async () => {
    const { flows } = told({
      applyFix: (_, { signal }) =>
        new Promise((_resolve, reject) => {
          signal?.addEventListener('abort', () => reject(new Error('stopped')));
          process.emit('SIGINT');
        }),
      takeBack: () => Promise.resolve(undefined),
    });
    const { out, audit } = await fixBridge(['hz-shop', '--apply'], {
      flows,
      answer: 'hz-shop',
      language: 'zh-CN',
    });
    expect(out).toContain('已手动停止。未做任何变更。');
    expect(audit).toContain('"because":"Stopped by hand. Nothing was changed."');
  });

  it('changes nothing that it cannot record', async () => {
    const { flows, applied } = told();
    const cwd = await mkdtemp(join(tmpdir(), 'ferryman-fix-'));
    await writeFile(join(cwd, 'full'), '');
    const yaml = join(cwd, 'other.yaml');
    await writeFile(yaml, 'hosts: { hz-shop: { local: true } }\naudit: { file: full/audit.jsonl }\n');
    const plain = await fixBridge(['hz-shop', '--config', yaml], { flows });
    expect(plain).toMatchObject({ code: 1, err: expect.stringContaining('cannot be written') });
    const apply = await fixBridge(['hz-shop', '--apply', '--config', yaml], { flows, answer: 'hz-shop' });
    expect(apply).toMatchObject({ code: 3, err: expect.stringContaining('cannot be written') });
    expect(applied).toEqual([]);
  });
});

describe('ferryman fix-bridge --undo', () => {
  it('reverts the change that is named, after the same question', async () => {
    const { flows, applied } = told();
    const { code, out, audit } = await fixBridge(['hz-shop', '--undo', 'a1b2c3d4'], {
      flows,
      answer: 'hz-shop',
    });
    expect(code).toBe(0);
    expect(audit).toMatch(/"id":"a1b2c3d4".*"event":"reverted","by":"[a-f0-9]{12}"/);
    expect(out).toContain('take change a1b2c3d4 back');
    expect(applied).toMatchObject([{ approved: { method: 'revert', reverts: 'a1b2c3d4' } }]);
    expect(await fixBridge(['hz-shop', '--undo'], { flows, answer: 'no' })).toMatchObject({ code: 1 });
    expect(applied).toHaveLength(1);
  });

  it('takes a change back at once that is not over, whoever began it', async () => {
    const journal = { state: 'applied', fence: 1, secondsLeft: 90, lost: [], commands: [] } as const;
    const { flows, applied, takenBack } = told({
      findPending: () => Promise.resolve({ id: 'q7w8e9r0', journal }),
    });
    const no = await fixBridge(['hz-shop', '--undo'], { flows, answer: 'no' });
    expect({ ...no, takenBack: [...takenBack] }).toMatchObject({
      code: 1,
      takenBack: [],
      events: ['declined'],
    });
    const { code, err, events } = await fixBridge(['hz-shop', '--undo'], { flows, answer: 'hz-shop' });
    expect({ code, events, takenBack, applied }).toEqual({
      code: 0,
      events: ['approved'],
      takenBack: ['q7w8e9r0'],
      applied: [],
    });
    expect(err).toContain(
      'Change q7w8e9r0 is not over on this host (applied). It takes it back by itself in 90 s.',
    );
  });
});
