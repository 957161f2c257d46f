import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { FerrymanError } from '../../errors.ts';
import { lookUp } from '../../fixes/looked.ts';
import type { Host } from '../../hosts/host.ts';
import type { FixAnswer, FixOptions } from '../../report/fix.ts';
import { FixAnswer as Answer } from '../../report/fix.ts';
import { localShell } from '../../ssh/local-shell.ts';
import type { Shell } from '../../ssh/shell.ts';
import { say } from '../../text/say.ts';
import { recordedHost } from '../../../test/support/recorded-hosts.ts';
import { sshHost } from '../../../test/support/ssh-host.ts';
import { diagnoseSnapshot } from '../diagnose.ts';
import { planFix, surroundingsFor } from './plan-fix.ts';
import type { FixRun } from './run.ts';

const unreachable = {
  open: () =>
    Promise.reject(new FerrymanError('connect-timeout', 'hz-shop does not answer.', 'Is it switched on?')),
};

const run: FixRun = {
  shells: unreachable,
  newShells: () => Promise.resolve({ ...unreachable, dispose: () => Promise.resolve() }),
  reserved: [],
  others: [],
  now: () => new Date('2026-11-22T12:00:00Z'),
};

function recorded(name: string): Host {
  const { folder, snapshot } = recordedHost(name);
  return {
    name: snapshot.host,
    via: { kind: 'snapshot', path: join(folder, 'snapshot.json') },
    tags: [],
    needs: [],
    source: 'ferryman.yaml:1',
  };
}

const far: Host = {
  ...recorded('the-story'),
  via: sshHost('hz-shop', '203.0.113.7').via,
};

async function answerFor(name: string, options: FixOptions = {}): Promise<FixAnswer> {
  const { answer, prepared } = await planFix({ host: recorded(name), options }, run);
  expect(prepared).toBeUndefined();
  expect(Answer.parse(answer)).toEqual(answer);
  return answer;
}

describe('a host on which no bridge is in the way', () => {
  it.each([
    'healthy-plain',
    'healthy-many-networks',
    'healthy-vpn',
    'healthy-own-pools',
    'app-not-listening',
  ])('%s: nothing is to be fixed, and it says so', async (name) => {
    expect(await answerFor(name)).toMatchObject({
      kind: 'nothing-to-fix',
      sentence: expect.stringContaining('is in the way of anything: docker0 has'),
    });
  });

  it('a network that is in nobody’s way is left alone, and the one that is gets named', async () => {
    expect(await answerFor('the-story', { network: 'vhnet' })).toEqual({
      kind: 'nothing-to-fix',
      host: 'hz-shop',
      sentence:
        'The Docker network vhnet on hz-shop is in the way of nothing. Another one is: /fix-bridge hz-shop',
    });
  });
});

describe('a recorded host gets a plan that says that it cannot be applied', () => {
  it.each([
    'the-story',
    'the-story-busybox',
    'the-story-sudo',
    'the-story-route-deleted',
    'debian-11-bridge-subnet-equals-host-subnet',
    'bridge-subnet-contains-host-subnet-image-copy',
  ])('%s', async (name) => {
    const answer = await answerFor(name);
    expect(answer).toMatchObject({
      kind: 'plan',
      plan: {
        to: expect.stringMatching(/^(?:172|192|10)\.[\d.]+\.1\/24$/),
        warnings: expect.arrayContaining([expect.stringContaining('This host is a recording')]),
      },
    });
  });

  it('for a network of somebody’s own where that is what overlaps', async () => {
    expect(await answerFor('bridge-subnet-shadows-client-network')).toMatchObject({
      kind: 'plan',
      plan: { method: 'network' },
    });
  });
});

describe('no plan is made', () => {
  it.each([
    ['docker-not-running', 'Docker does not run on this host'],
    ['podman-container-stopped', 'Podman runs the containers'],
    ['user-without-sudo', 'could not be'],
  ])('for %s', async (name, sentence) => {
    expect(await answerFor(name)).toMatchObject({
      kind: 'refused',
      because: expect.arrayContaining([expect.stringContaining(sentence)]),
      next: expect.stringMatching(/./),
    });
  });

  it('for a host without Docker, which has nothing to fix', async () => {
    expect(await answerFor('healthy-no-docker')).toMatchObject({ kind: 'nothing-to-fix' });
  });

  it('for a network that is not there', async () => {
    expect(await answerFor('the-story', { network: 'shop_web' })).toMatchObject({
      kind: 'refused',
      because: ['There is no Docker network shop_web on hz-shop.'],
      next: 'Those that are there: bridge, vhnet',
    });
  });

  it('for a subnet that is taken, with what takes it', async () => {
    expect(await answerFor('the-story', { subnet: '192.168.0.0/24' })).toMatchObject({
      kind: 'refused',
      because: [expect.stringContaining("192.168.0.0/24 is taken: by eth0's address 192.168.0.10/24")],
    });
  });

  it('for a host that cannot be reached', async () => {
    expect((await planFix({ host: far, options: {} }, run)).answer).toEqual({
      kind: 'refused',
      host: 'hz-shop',
      because: ['hz-shop does not answer.'],
      next: 'Let Ferryman reach the host first; then ask again.',
      byHand: [],
    });
  });
});

/** What of an answer is not words. */
function withoutWords(answer: FixAnswer): unknown {
  if (answer.kind !== 'plan') return answer.kind;
  const { cause, whyFree, steps, undo, proof, warnings, byHand, ...rest } = answer.plan;
  const commands = [...steps, ...undo.steps].map(({ command }) => command);
  const counts = [whyFree, proof, warnings, byHand].map(({ length }) => length);
  return { ...rest, cause: cause?.cause, commands, counts };
}

describe('whoever asks in Chinese', () => {
  const inChinese: FixRun = { ...run, language: 'zh-CN' };

  it.each<[string, FixOptions]>([
    ['the-story', { port: 30_003 }],
    ['the-story', { method: 'bridge' }],
    ['the-story', { network: 'vhnet' }],
    ['the-story', { network: 'shop_web' }],
    ['the-story', { subnet: '192.168.0.0/24' }],
    ['bridge-subnet-equals-host-subnet', {}],
    ['bridge-subnet-shadows-client-network', {}],
    ['centos-7-the-story', {}],
    ['healthy-many-networks', {}],
    ['user-without-sudo', {}],
  ])('%s %j: gets the same plan in Chinese words, so that either approval holds', async (name, options) => {
    const request = { host: recorded(name), options, id: 'abcdefgh1234' };
    const english = await planFix(request, run);
    const chinese = await planFix(request, inChinese);
    expect(english.inEnglish).toBeUndefined();
    expect(chinese.inEnglish).toEqual(english.answer);
    expect(withoutWords(chinese.answer)).toEqual(withoutWords(english.answer));
    expect(wordsOf(chinese.answer).filter((text) => !/\p{Script=Han}/u.test(text))).toEqual([]);
  });

  it('is told why a host cannot be reached', async () => {
    const because = new FerrymanError('connect-timeout', say`${'hz-shop'} is healthy`, '');
    const shells = { open: () => Promise.reject(because) };
    const { answer, inEnglish } = await planFix({ host: far, options: {} }, { ...inChinese, shells });
    expect(answer).toMatchObject({ because: ['hz-shop 正常'], next: expect.stringContaining('请先') });
    expect(inEnglish).toMatchObject({ because: ['hz-shop is healthy'] });
  });
});

/** Sentences, not commands. */
function wordsOf(answer: FixAnswer): readonly string[] {
  switch (answer.kind) {
    case 'nothing-to-fix':
      return [answer.sentence];
    case 'refused':
      return [...answer.because, answer.next];
    case 'plan': {
      const { cause, whyFree, steps, undo, proof, warnings } = answer.plan;
      const why = cause === undefined ? [] : [cause.title, cause.explanation];
      return [
        ...why,
        ...whyFree,
        ...[...steps, ...undo.steps].map(({ what }) => what),
        ...proof,
        ...warnings,
      ];
    }
  }
  return answer satisfies never;
}

describe('a planning that somebody cancels while the surroundings are read', () => {
  it('is over only when nothing of it runs on the host any more', async () => {
    const { snapshot } = recordedHost('the-story');
    const looked = lookUp(snapshot, diagnoseSnapshot(snapshot));
    if (looked.kind === 'answered') throw new Error('nothing to plan');
    let running = 0;
    // As a shell does: whoever asked is told at once that it was stopped, and on the host it still ends.
    const slowToEnd: Shell['run'] = async (_, { signal, onLeft } = {}) => {
      running += 1;
      await new Promise((resolve) => signal?.addEventListener('abort', resolve));
      const left = sleep(300).then(() => {
        running -= 1;
        return '';
      });
      onLeft?.(left);
      return { kind: 'aborted', stdout: '', stderr: '', truncated: false, durationMs: 0 };
    };
    const shells = { open: async (): Promise<Shell> => ({ ...localShell(), run: slowToEnd }) };
    const stop = new AbortController();
    const reading = surroundingsFor(far, looked, { ...run, shells, signal: stop.signal });
    reading.catch(() => undefined);
    await sleep(50);
    expect(running).toBe(1);
    stop.abort(new Error('cancelled'));
    await reading.catch(() => undefined);
    expect(running).toBe(0);
  });
});
