import { expect, test } from 'vitest';
import { recordedHost } from '../../test/support/recorded-hosts.ts';
import { diagnoseSnapshot } from '../flows/diagnose.ts';
import type { Asked } from '../report/report.ts';
import { readerOf } from '../text/reader.ts';
import { headline } from './summary.ts';
import { wordsFor } from './words.ts';

const { snapshot } = recordedHost('bridge-subnet-equals-host-subnet');

function sentence(asked: Asked, language: 'en' | 'zh-CN' = 'en'): string {
  return headline(diagnoseSnapshot(snapshot, asked, { language }), wordsFor(readerOf(language))).sentence;
}

test('a port that nobody tried is not said to be faulty because its host is', () => {
  expect(sentence({ port: 30730 })).toMatch(/:30730 is faulty/);
  expect(sentence({ port: 31337 })).toMatch(/^\S*[^0-9] is faulty: .* \(.*:31337 was not tried\)$/);
  expect(sentence({ port: 31337 }, 'zh-CN')).toMatch(/31337 未测试）$/);
  expect(sentence({ to: '10.9.9.9:443' })).toMatch(/ → 10\.9\.9\.9:443 was not tried\)$/);
});
