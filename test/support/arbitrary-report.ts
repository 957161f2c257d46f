import * as fc from 'fast-check';
import type { Report } from '../../src/report/report.ts';

/** What hosts may print: plain words, other scripts, markup of Slack, escapes of terminals, whatever UTF-16 holds. */
const piece = fc.oneof(
  { weight: 4, arbitrary: fc.lorem({ maxCount: 8 }) },
  fc.constantFrom(
    '<!channel>',
    '<@U012AB3CD>',
    '<https://evil.example|your bank>',
    '```',
    '`',
    '&lt;',
    '"\\"\\',
    '容器无法连接数据库',
    '👩‍👩‍👧‍👦🚢',
    '\u001B[31mred\u001B[0m',
    '\u001B]8;;https://evil.example\u0007link\u001B]8;;\u0007',
    '\u009B2J',
    '\u202Egnp.exe\u202C',
    'zero\u200Bwidth',
    '\r\n',
    '\t',
    '\uD83D',
  ),
  fc.string({ unit: 'binary', maxLength: 30 }),
);

const phrase = fc.array(piece, { maxLength: 5 }).map((pieces) => pieces.join(' '));
const text = fc.oneof(
  { weight: 8, arbitrary: phrase },
  fc.tuple(phrase, fc.integer({ min: 1, max: 1000 })).map(([one, times]) => one.repeat(times).slice(0, 9000)),
);
const cause = fc.constantFrom(
  'bridge-subnet-equals-host-subnet',
  'ip-forward-off',
  'oom-killed-main',
  '<!here>',
);

const arbitraryCause = fc.record(
  {
    cause,
    severity: fc.constantFrom('critical' as const, 'warning' as const, 'notice' as const),
    certainty: fc.constantFrom('proven' as const, 'likely' as const),
    subject: fc.record({ kind: text, name: text }),
    title: text,
    explanation: text,
    evidence: fc.array(fc.record({ source: text, lines: fc.array(text, { maxLength: 40 }) }), {
      maxLength: 6,
    }),
    falsifier: text,
    fix: fc.record(
      { summary: text, commands: fc.array(text, { maxLength: 12 }), risk: text, apply: text },
      { requiredKeys: ['summary', 'commands', 'risk'] },
    ),
  },
  {
    requiredKeys: [
      'cause',
      'severity',
      'certainty',
      'subject',
      'title',
      'explanation',
      'evidence',
      'falsifier',
    ],
  },
);

export const arbitraryReport: fc.Arbitrary<Report> = fc.record(
  {
    schema: fc.constant('ferryman.report/1' as const),
    host: text,
    at: fc.constant('2026-11-22T10:31:12.000Z'),
    durationMs: fc.integer({ min: 0, max: 600_000 }),
    asked: fc.oneof(
      fc.record({ port: fc.integer({ min: 1, max: 65_535 }) }),
      fc.record({ container: text }),
      fc.record({ to: text }),
    ),
    verdict: fc.constantFrom(
      'healthy' as const,
      'faulty' as const,
      'unknown' as const,
      'unreachable' as const,
    ),
    causes: fc.oneof(
      { weight: 5, arbitrary: fc.array(arbitraryCause, { maxLength: 3 }) },
      // A host on which everything is wrong at once.
      arbitraryCause.map((one) => Array.from({ length: 100 }, () => one)),
    ),
    symptoms: fc.array(fc.record({ text, explainedBy: fc.array(cause, { maxLength: 2 }) }), {
      maxLength: 30,
    }),
    unknowns: fc.array(fc.record({ check: text, because: text }), { maxLength: 30 }),
    checked: fc.array(cause, { maxLength: 150 }),
  },
  {
    requiredKeys: [
      'schema',
      'host',
      'at',
      'durationMs',
      'verdict',
      'causes',
      'symptoms',
      'unknowns',
      'checked',
    ],
  },
);
