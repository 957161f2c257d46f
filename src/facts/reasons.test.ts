import { expect, test } from 'vitest';
import { recordedHosts } from '../../test/support/recorded-hosts.ts';
import { tell } from '../text/tell.ts';
import { facts } from './index.ts';
import { inWords } from './reasons.ts';

const isChinese = (because: string): boolean => /\p{Script=Han}/u.test(tell(inWords(because), 'zh-CN'));

/** Of sudo, systemctl, busybox's sh and the kernel; and what the recordings say of facts that came later. */
const SAID_BY_PROGRAMS =
  /^(sudo: |No files found for |sh: exec: |No route to host$|it was recorded before this was read$)/;

test('why a fact could not be parsed is told in the language of the reader', () => {
  const raws = ['', '\n', 'x', '[', '1'].flatMap((stdout) =>
    [0, 1].map((code) => ({ stdout, stderr: '', code, argv: ['true'] })),
  );
  const reasons = Object.values(facts).flatMap((fact) =>
    raws.flatMap((raw) => {
      const parsed = fact.parse(raw);
      return parsed.kind === 'unreadable' ? [parsed.because] : [];
    }),
  );
  expect(new Set(reasons).size).toBeGreaterThan(10);
  expect([...new Set(reasons)].filter((because) => !isChinese(because))).toEqual([]);
});

const recorded = recordedHosts().flatMap(({ snapshot: { readings, attempts } }) => [
  ...Object.values(readings).flatMap((reading) => (reading.status === 'ok' ? [] : [reading.because])),
  ...attempts.flatMap(({ outcome }) => ('because' in outcome ? [outcome.because] : [])),
]);

test('of what recorded hosts did not tell, only the words of programs stay English', () => {
  const english = new Set(recorded.filter((because) => !isChinese(because)));
  expect([...english].filter((because) => !SAID_BY_PROGRAMS.test(because))).toEqual([]);
  expect(recorded.filter(isChinese).length).toBeGreaterThan(100);
});

test('in English every reason is told as the snapshot has it', () => {
  for (const because of recorded) expect(tell(inWords(because), 'en')).toBe(because);
});

test('the container that a reason is about stands before it', () => {
  const because = '3f4e8b2c1d0a: Docker gave no answer within 10 s';
  expect(tell(inWords(because), 'en')).toBe(because);
  expect(tell(inWords(because), 'zh-CN')).toBe('3f4e8b2c1d0a：Docker 在 10 秒内没有响应');
});

test('what a program said stays as it is', () => {
  for (const words of ['sudo: a password is required', 'Error: No such object: web', '']) {
    expect(tell(inWords(words), 'zh-CN')).toBe(words);
  }
});
