import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

import { recordedHosts, without } from '../../test/support/recorded-hosts.ts';
import { facts } from '../facts/index.ts';
import { readModel } from '../model/read-model.ts';
import { rules } from './index.ts';
import { judge } from './judge.ts';

const hosts = recordedHosts();

test('every rule has an id of its own, a file of that name and a test', () => {
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  const wanted = rules.flatMap(({ id }) => [`${id}.ts`, `${id}.test.ts`]);
  const folder = fileURLToPath(new URL('.', import.meta.url));
  const there = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) =>
    path.split('/').at(-1),
  );
  expect(wanted.filter((file) => !there.includes(file))).toEqual([]);
});

const faulty = (outcomes: ReturnType<typeof judge>) =>
  outcomes.filter(({ kind }) => kind === 'faulty').map(({ rule }) => rule.id);

test.each(hosts)(
  'on the recorded host $name, any missing fact becomes an unknown or changes nothing, and breaks no rule',
  ({ snapshot }) => {
    const before = new Set(faulty(judge(readModel(snapshot, {}), rules)));
    for (const fact of Object.keys(facts)) {
      const outcomes = judge(readModel(without(snapshot, fact), {}), rules);
      const broken = outcomes.filter(
        (outcome) => outcome.kind === 'unknown' && outcome.because.includes('the rule itself failed'),
      );
      expect({ fact, broken }).toEqual({ fact, broken: [] });
      // What cannot be seen is never a fault that was not there before.
      const invented = faulty(outcomes).filter((id) => !before.has(id));
      expect({ fact, invented }).toEqual({ fact, invented: [] });
    }
  },
);
