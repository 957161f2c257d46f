import { expect, test } from 'vitest';

import { withOutcome, withText } from '../../test/support/one-rule.ts';
import { recordedHost, recordedHosts, without } from '../../test/support/recorded-hosts.ts';
import { facts } from '../facts/index.ts';
import type { Snapshot } from '../facts/snapshot.ts';
import { readModel } from '../model/read-model.ts';
import { Report, type Asked } from '../report/report.ts';
import { judge } from '../rules/judge.ts';
import type { Finding, Rule } from '../rules/api.ts';
import { rules } from '../rules/index.ts';
import { diagnoseSnapshot } from './diagnose.ts';
import { writeReport } from './write-report.ts';

const plain = recordedHost('healthy-plain').snapshot;
const story = recordedHost('the-story').snapshot;
const report = (snapshot: Snapshot, asked?: Asked, by: readonly Rule[] = rules) =>
  writeReport(snapshot, asked, by);

const FINDING: Finding = {
  severity: 'critical',
  certainty: 'proven',
  subject: { kind: 'host', name: 'hz-shop' },
  title: 'title',
  explanation: 'explanation',
  evidence: [],
  falsifier: 'wrong if',
  explains: [],
};

function ruleThatFinds(id: string, ...findings: readonly Partial<Finding>[]): Rule {
  return {
    id,
    title: id,
    rank: 'specific',
    needs: [],
    wants: [],
    evaluate: () => findings.map((one) => ({ ...FINDING, ...one })),
  };
}

test('every report of a recorded host keeps the contract and names every rule once', () => {
  for (const { snapshot } of recordedHosts()) {
    const written = Report.parse(diagnoseSnapshot(snapshot));
    const named = [
      ...written.checked,
      ...written.unknowns.map(({ check }) => check),
      ...new Set(written.causes.map(({ cause }) => cause)),
    ];
    expect(named.filter((id, index) => named.indexOf(id) !== index)).toEqual([]);
    // What is told better by another rule is neither a cause nor ruled out.
    const yielded = judge(readModel(snapshot, {}), rules)
      .filter(({ kind, rule }) => kind === 'faulty' && !named.includes(rule.id))
      .map(({ rule }) => rule.id);
    expect([...named, ...yielded].toSorted()).toEqual(rules.map(({ id }) => id).toSorted());
  }
});

test('a host is healthy only where every check ran', () => {
  expect(report(plain).verdict).toBe('healthy');
  const blind = report(without(plain, 'sysctls'));
  expect(blind.verdict).toBe('unknown');
  expect(blind.unknowns).toContainEqual({
    check: 'ip-forward-off',
    because: 'sysctls: denied: permission denied',
  });
});

test('without any single fact no healthy host becomes faulty', () => {
  const accused = Object.keys(facts).filter((fact) => report(without(plain, fact)).verdict === 'faulty');
  expect(accused).toEqual([]);
});

test('a symptom that nothing explains is no health', () => {
  const silent = withOutcome(plain, ({ vantage }) => vantage === 'worker', {
    kind: 'unreachable',
    because: 'EHOSTUNREACH',
  });
  const written = report(silent);
  expect(written).toMatchObject({ verdict: 'unknown', symptoms: [{ explainedBy: [] }] });
});

test('a symptom names the causes that explain it', () => {
  expect(report(story).symptoms).toMatchObject([{ explainedBy: ['bridge-subnet-equals-host-subnet'] }]);
});

test('notices never make a host faulty', () => {
  expect(report(plain, undefined, [ruleThatFinds('note', { severity: 'notice' })]).verdict).toBe('healthy');
  expect(report(plain, undefined, [ruleThatFinds('warn', { severity: 'warning' })]).verdict).toBe('faulty');
});

test('causes come by what was asked about, then by severity, certainty and how much they explain', () => {
  const order = report(story, { port: 30_003 }, [
    ruleThatFinds('likely', { certainty: 'likely' }),
    ruleThatFinds('notice', { severity: 'notice', explains: ['port:30003'] }),
    ruleThatFinds('warning', { severity: 'warning' }),
    ruleThatFinds('explains-more', { explains: ['a', 'b'] }),
    ruleThatFinds('explains-less', { explains: ['a'] }),
    ruleThatFinds('asked', { severity: 'warning', explains: ['port:30003'] }),
  ]).causes.map(({ cause }) => cause);
  expect(order).toEqual(['asked', 'explains-more', 'explains-less', 'likely', 'warning', 'notice']);
});

test('where what was asked for works, what else is wrong on the host is told and is no answer', () => {
  const asked = report(story, { port: 30_001 });
  expect(asked.verdict).toBe('healthy');
  expect(asked.causes.map(({ severity }) => severity)).toEqual(['notice']);
  expect(report(story, { container: 'topapi' }).verdict).toBe('healthy');
  expect(report(story, { to: '192.168.0.20:1433' }).verdict).toBe('healthy');
});

test('an asked port behind Docker’s proxy alone does not work', () => {
  expect(report(story, { port: 30_003 }).verdict).toBe('faulty');
});

test('a host that answers on an asked port is not called healthy where its containers could not be seen', () => {
  const blind = without(without(plain, 'docker-inspect'), 'docker-networks');
  const noContainers = {
    ...blind,
    attempts: blind.attempts.filter(({ about }) => about.kind === 'published-port'),
  };
  expect(report(noContainers, { port: 30_712 }).verdict).toBe('unknown');
});

test('a rule that throws is an unknown of its own and ends nothing', () => {
  const broken: Rule = {
    ...ruleThatFinds('broken'),
    evaluate: () => {
      throw new Error('boom');
    },
  };
  const written = report(plain, undefined, [broken, ruleThatFinds('fine')]);
  expect(written.unknowns).toEqual([{ check: 'broken', because: 'the rule itself failed: Error: boom' }]);
  expect(written.checked).toEqual(['fine']);
});

test('the same snapshot gives the same report', () => {
  expect(report(story)).toEqual(report(structuredClone(story)));
});

test('nonsense in place of every reading is unknown, never healthy and never a crash', () => {
  const garbled = Object.keys(plain.readings).reduce(
    (host, fact) => withText(host, fact, '\u0000}{ what?'),
    plain,
  );
  expect(report(garbled).verdict).not.toBe('healthy');
});
