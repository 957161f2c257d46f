import { expect, test } from 'vitest';

import { verbatim } from '../text/say.ts';
import type { ToldFinding, Rank } from './rule.ts';
import { settle, type Found } from './settle.ts';

function found(id: string, rank: Rank, explains: readonly string[], more: Partial<ToldFinding> = {}): Found {
  return {
    rule: { id, title: verbatim(id), rank, needs: [], wants: [], evaluate: () => [] },
    finding: {
      severity: 'critical',
      certainty: 'proven',
      subject: { kind: 'container', name: 'topapi' },
      title: id,
      explanation: id,
      evidence: [],
      falsifier: 'wrong if not',
      explains,
      ...more,
    },
  };
}

const ids = (all: readonly Found[]) => settle(all).map(({ rule }) => rule.id);

test('a crash of a known kind is not told again as a crash', () => {
  const crash = found('app-crash', 'general', ['container:topapi']);
  const known = found('dotnet-shared-framework-missing', 'specific', ['container:topapi', 'port:30002']);
  expect(ids([crash, known])).toEqual(['dotnet-shared-framework-missing']);
});

test('what explains one symptom more than the better finding stays', () => {
  const crash = found('app-crash', 'general', ['container:topapi', 'port:30009']);
  const known = found('dotnet-shared-framework-missing', 'specific', ['container:topapi']);
  expect(ids([crash, known])).toHaveLength(2);
});

test('a notice explains nothing away', () => {
  const crash = found('app-crash', 'general', ['container:topapi']);
  const aside = found('image-tag-drift', 'specific', ['container:topapi'], { severity: 'notice' });
  expect(ids([crash, aside])).toHaveLength(2);
});

test('the place where a packet dies is left to whoever has a name for it, general or not', () => {
  const place = found('blocked-by-filter', 'generic', ['port:30003']);
  expect(ids([place, found('app-crash', 'general', ['port:30003'])])).toEqual(['app-crash']);
});

test('a cause behind a cause goes with it', () => {
  const behind = found('docker-network-state-survived-image-copy', 'specific', [], { behind: 'overlap' });
  expect(ids([behind])).toEqual([]);
  expect(ids([found('overlap', 'specific', ['port:1']), behind])).toHaveLength(2);
});

test('what follows from a symptom goes to whoever explains that symptom better, with all that it explains', () => {
  const cannot = found('sqlserver-error-40', 'general', ['container:topapi', 'need:rds'], {
    follows: ['need:rds'],
  });
  const overlap = found('bridge-subnet-shadows-remote-service', 'specific', ['need:rds']);
  const [only, ...others] = settle([cannot, overlap]);
  expect(others).toEqual([]);
  expect(only?.finding.explains).toEqual(['need:rds', 'container:topapi']);
  const likely = found('db-endpoint-of-other-region-or-vpc', 'specific', ['need:rds'], {
    certainty: 'likely',
  });
  expect(
    settle([cannot, likely, overlap]).every(({ finding }) => finding.explains.includes('container:topapi')),
  ).toBe(true);
  expect(ids([cannot, found('oom-killed-main', 'specific', ['container:mailer'])])).toHaveLength(2);
});
