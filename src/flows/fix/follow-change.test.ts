import { describe, expect, it } from 'vitest';
import { fakeShell, type FakeAnswer } from '../../../test/support/fake-shell.ts';
import { sshHost } from '../../../test/support/ssh-host.ts';
import { readerOf } from '../../text/reader.ts';
import { followChange } from './follow-change.ts';
import { hostLine } from './host-line.ts';
import type { FixEvent, FixRun } from './run.ts';
import { doubtOf, recordedWhy } from './why-not.ts';

const host = sshHost('hz-shop', '203.0.113.7');
const nobody = { open: () => Promise.reject(new Error('no test asked for this')) };

/** A change that stands applied, and whose plan cannot be read any more: the host is told to take it back. */
function appliedHost() {
  let why: string | undefined;
  const shell = fakeShell({
    answer({ argv }): FakeAnswer {
      const [, , , , , , name, ...rest] = argv;
      if (name === 'read') return { code: 1 };
      if (name === 'let') why = rest[3];
      if (name !== 'ask') return { stdout: 'applied\n' };
      return {
        stdout:
          why === undefined ? 'state applied\nfence 1\nlog\n' : `state undone\nfence 1\nwhy ${why}\nlog\n`,
      };
    },
  });
  return { shell, told: () => why };
}

async function follow(language: FixRun['language']) {
  const { shell, told } = appliedHost();
  const events: FixEvent[] = [];
  const run: FixRun = {
    shells: { open: () => Promise.resolve(shell) },
    newShells: () => Promise.resolve({ ...nobody, dispose: () => Promise.resolve() }),
    reserved: [],
    others: [],
    ...(language && { language }),
    audit: async (event) => {
      events.push(event);
    },
  };
  const line = hostLine(host, run);
  const outcome = await followChange({ host, id: 'abcdefgh1234', fence: 1, line }, run);
  return { outcome, told: told(), ended: events.find(({ kind }) => kind === 'ended')?.detail };
}

const ENGLISH = 'It was taken back. Why: what was to be proven is not known any more.';

describe('the end of a change', () => {
  it('is told in English to whoever reads that', async () => {
    const { outcome } = await follow(undefined);
    expect(outcome).toMatchObject({ result: 'undone', because: ENGLISH });
    expect(outcome).not.toHaveProperty('inEnglish');
  });

  it('is told in Chinese, while the host and the record hear of it in English', async () => {
    const { outcome, told, ended } = await follow('zh-CN');
    expect(outcome).toMatchObject({
      result: 'undone',
      because: '变更已回滚。原因：需要验证的内容已丢失。',
      next: '请先处理这里指出的问题，再重新制定方案：/fix-bridge hz-shop',
      inEnglish: { because: ENGLISH },
    });
    expect(told).toBe('what was to be proven is not known any more');
    expect(ended).toEqual({ result: 'undone', because: ENGLISH });
  });
});

describe('what a host recorded is told in the language of whoever reads it', () => {
  const { tell } = readerOf('zh-CN');
  const proofs = [{ what: 'docker0', before: 'a', after: '100% $HOME', ok: false }];

  it.each([
    ['the host was booted before anybody confirmed it', '确认之前主机重启过'],
    ['anna undid it at a prompt', 'anna 在命令行回滚了它'],
    // systemd has signs of its own, which are not written to the host.
    ['not proven: docker0 (100? ?HOME)', '未通过验证：docker0（100% $HOME）'],
    ['somebody typed this', 'somebody typed this'],
  ])('%s', (why, told) => {
    expect(tell(recordedWhy(why, proofs))).toBe(told);
  });

  it('and where all was proven there is no doubt', () => {
    expect(doubtOf([{ what: 'docker0', before: 'a', after: 'b', ok: true }])).toBeUndefined();
  });
});
