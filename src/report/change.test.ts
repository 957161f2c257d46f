import { describe, expect, it } from 'vitest';
import { compareReports } from './change.ts';
import type { Cause, Report } from './report.ts';

function cause(id: string, name = 'docker0', changes: Partial<Cause> = {}): Cause {
  return {
    cause: id,
    severity: 'critical',
    certainty: 'proven',
    subject: { kind: 'network', name },
    title: `${id} of ${name}`,
    explanation: 'It is.',
    evidence: [],
    falsifier: 'it is not',
    ...changes,
  };
}

function report(causes: readonly Cause[], changes: Partial<Report> = {}): Report {
  return {
    schema: 'ferryman.report/1',
    host: 'web-1',
    at: '2026-11-20T09:30:00.000Z',
    durationMs: 1,
    verdict: 'faulty',
    causes: [...causes],
    symptoms: [],
    unknowns: [],
    checked: [],
    ...changes,
  };
}

describe('what has changed between two reports', () => {
  it('is told by cause and subject, whatever the words are', () => {
    const before = report([cause('a'), cause('b')]);
    const after = report([cause('a', 'docker0', { title: 'In other words' }), cause('c')], {
      checked: ['b'],
    });
    expect(compareReports(before, after)).toMatchObject({
      still: [{ title: 'In other words' }],
      fixed: [{ cause: 'b' }],
      fresh: [{ cause: 'c' }],
      lost: [],
    });
  });

  it('tells two subjects of one cause apart', () => {
    const change = compareReports(report([cause('a', 'br-1')]), report([cause('a', 'br-2')]));
    expect(change).toMatchObject({
      fixed: [{ subject: { name: 'br-1' } }],
      fresh: [{ subject: { name: 'br-2' } }],
    });
  });

  it('calls nothing fixed that nobody could look at', () => {
    const before = report([cause('a'), cause('b')]);
    const blind = report([], {
      unknowns: [{ check: 'a', because: 'nft: permission denied' }],
      checked: ['b'],
    });
    expect(compareReports(before, blind)).toMatchObject({
      fixed: [{ cause: 'b' }],
      lost: [{ cause: { cause: 'a' }, why: { kind: 'unchecked', because: 'nft: permission denied' } }],
    });
    const gone = report([], { verdict: 'unreachable' });
    expect(compareReports(before, gone).lost.map(({ why }) => why.kind)).toEqual([
      'unreachable',
      'unreachable',
    ]);
  });

  it('calls nothing fixed that was found and is only explained by another cause now', () => {
    const change = compareReports(
      report([cause('general')]),
      report([cause('specific')], { checked: ['x'] }),
    );
    expect(change).toMatchObject({ fixed: [], lost: [{ why: { kind: 'unsaid' } }] });
  });
});
