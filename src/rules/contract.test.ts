import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

import { recordedHosts, without } from '../../test/support/recorded-hosts.ts';
import { facts } from '../facts/index.ts';
import { readModel } from '../model/read-model.ts';
import { rules } from './index.ts';
import { judge } from './judge.ts';

const hosts = recordedHosts();

test('every rule has an id of its own, a file of that name and a test', () => {
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  const files = rules.flatMap(({ id }) => [`${id}.ts`, `${id}.test.ts`]);
  const missing = files.filter((file) => !existsSync(new URL(file, import.meta.url)));
  expect(missing).toEqual([]);
});

const faulty = (outcomes: ReturnType<typeof judge>) =>
  outcomes.filter(({ kind }) => kind === 'faulty').map(({ rule }) => rule.id);

describe.each(hosts)('on the recorded host $name', ({ snapshot }) => {
  test.each(Object.keys(facts))(
    'a missing %s becomes an unknown or changes nothing, and breaks no rule',
    (fact) => {
      const outcomes = judge(readModel(without(snapshot, fact), {}), rules);
      const broken = outcomes.filter(
        (outcome) => outcome.kind === 'unknown' && outcome.because.includes('the rule itself failed'),
      );
      expect(broken).toEqual([]);
      // What cannot be seen is never a fault that was not there before.
      const before = new Set(faulty(judge(readModel(snapshot, {}), rules)));
      expect(faulty(outcomes).filter((id) => !before.has(id))).toEqual([]);
    },
  );
});
