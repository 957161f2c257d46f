import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readerOf } from '../../text/reader.ts';
import { checkView } from '../../workspace/block-kit/check-view.ts';
import { hostOption, renderForm, renderFormRefusal, renderFormWait } from './form.ts';
import { type Home, type HomeVerdict, renderHome, renderHomeRefusal } from './home.ts';
import { renderHelp } from './help.ts';
import { renderQuietForm, renderWatchForm } from './watch-form.ts';
import { checkBlocks } from '../../workspace/block-kit/check-blocks.ts';
import { renderOffer } from './offer.ts';

const text = fc.oneof(
  fc.string({ maxLength: 400 }),
  fc.constantFrom('<!channel>', '<https://evil.test|hz-shop>', '|', '&lt;', ''),
);
const name = fc.stringMatching(/^[a-zA-Z0-9][\w.-]{0,127}$/);
const at = fc.constant('2026-11-22T10:00:00.000Z');
const link = fc.option(fc.oneof(text, fc.constant('https://slack.test/archives/C1/p1')), { nil: undefined });
const verdict: fc.Arbitrary<HomeVerdict> = fc.record(
  {
    host: name,
    asked: fc.option(fc.record({ port: fc.integer({ min: 1, max: 65_535 }) }), { nil: undefined }),
    verdict: fc.constantFrom(
      'healthy' as const,
      'faulty' as const,
      'unknown' as const,
      'unreachable' as const,
    ),
    unexplained: fc.boolean(),
    title: text,
    at,
    link,
  },
  { requiredKeys: ['host', 'verdict', 'unexplained', 'at'] },
);
const watched: fc.Arbitrary<Home['watched']> = fc.record({
  now: fc.constant(Date.parse('2026-11-23T10:00:00.000Z')),
  watched: fc.nat(1000),
  incidents: fc.array(
    fc.record({
      incident: fc.record({
        schema: fc.constant('ferryman.incident/1' as const),
        id: name,
        cause: name,
        severity: fc.constantFrom('critical' as const, 'warning' as const),
        to: fc.constant([]),
        state: fc.constantFrom('open' as const, 'flapping' as const),
        openedAt: at,
        members: fc.array(
          fc.record({
            host: name,
            subject: fc.record({ kind: fc.constant('port'), name: text }),
            title: fc.record({ en: text, 'zh-CN': text }),
            stints: fc.constant([{ from: '2026-11-22T10:00:00.000Z' }]),
          }),
          { minLength: 1, maxLength: 3 },
        ),
        revision: fc.constant(1),
      }),
      link,
    }),
    { maxLength: 30 },
  ),
  watches: fc.array(
    fc.record({
      watch: fc.record({
        schema: fc.constant('ferryman.watch/1' as const),
        id: fc.stringMatching(/^w[0-9a-f]{6}$/),
        on: fc.oneof(name, text),
        ports: fc.array(fc.integer({ min: 1, max: 65_535 }), { maxLength: 20 }),
        everyMs: fc.integer({ min: 30_000, max: 86_400_000 }),
        to: fc.oneof(fc.constantFrom('C024BE91L', 'D024BE91L', '<!here>'), name),
        by: fc.constantFrom(
          { kind: 'config' as const },
          { kind: 'person' as const, userId: '<!here>', at: '2026-11-22T10:00:00.000Z' },
        ),
      }),
      hosts: fc.array(
        fc.record({ state: fc.constantFrom('critical' as const, 'well' as const), count: fc.nat(500) }),
        { maxLength: 5 },
      ),
      lookedAt: fc.option(at, { nil: undefined }),
    }),
    { maxLength: 30 },
  ),
  quiets: fc.array(
    fc.record({
      schema: fc.constant('ferryman.quiet/1' as const),
      id: name,
      on: text,
      from: at,
      until: at,
      because: text,
      byUserId: fc.constantFrom('U0ANNA', '<!here>'),
    }),
    { maxLength: 30 },
  ),
  mayWatch: fc.boolean(),
  mayQuiet: fc.boolean(),
});
const home: fc.Arbitrary<Home> = fc.record({
  hosts: fc.array(
    fc.record({
      name,
      about: fc.array(text, { maxLength: 5 }),
      last: fc.option(verdict, { nil: undefined }),
    }),
    { maxLength: 20 },
  ),
  moreHosts: fc.nat(1000),
  jobs: fc.array(
    fc.record({
      kind: fc.constantFrom('diagnose' as const, 'logs' as const, 'fix-plan' as const, 'fix-apply' as const),
      name: text,
      by: fc.constantFrom('U0ANNA', '<!here>'),
      running: fc.boolean(),
      link,
    }),
    { maxLength: 30 },
  ),
  approvals: fc.array(fc.record({ host: name, by: fc.constant('U0ANNA'), expiresAt: at, link }), {
    maxLength: 30,
  }),
  findings: fc.array(verdict, { maxLength: 30 }),
  watched,
  search: fc.string({ maxLength: 100 }),
  metadata: fc.constant('{}'),
});

/** In plain text and in labels nothing is markup. */
const isPlain = (key: string, value: unknown) =>
  key === 'accessibility_label' ||
  (typeof value === 'object' && value !== null && 'type' in value && value.type === 'plain_text');

/** Everything that Slack reads as markup. */
const rung = (view: unknown) =>
  /<!(?:channel|here|everyone|subteam)|<https:\/\/evil/.exec(
    JSON.stringify(view, (key, value: unknown) => (isPlain(key, value) ? undefined : value)),
  )?.[0];

describe.each(['en', 'zh-CN'] as const)('in %s', (language) => {
  const reader = readerOf(language);

  it('a home tab is one that Slack takes, whatever hosts are called and causes say, and rings nobody', () => {
    fc.assert(
      fc.property(home, (drawn) => {
        const view = renderHome(drawn, reader);
        expect(checkView(view)).not.toHaveProperty('problems');
        expect(rung(view.blocks)).toBeUndefined();
      }),
      { numRuns: 60 },
    );
    expect(checkView(renderHomeRefusal('x'.repeat(5_000), '<!channel>'))).not.toHaveProperty('problems');
  });

  it('a form, and what stands in its place, is one that Slack takes', () => {
    fc.assert(
      fc.property(
        fc.option(name, { nil: undefined }),
        fc.option(fc.string({ minLength: 1, maxLength: 900 }), { nil: undefined }),
        fc.array(name),
        (host, target, found) => {
          expect(
            checkView(renderForm({ host, target, found, fromMessage: true, metadata: '{}' }, reader)),
          ).not.toHaveProperty('problems');
        },
      ),
      { numRuns: 60 },
    );
    for (const view of [
      renderFormWait('Diagnose', reader),
      renderFormRefusal('Watch', 'No.', 'Ask <!channel>.', reader),
      renderWatchForm({ hasDefault: true, metadata: '{}' }, reader),
      renderWatchForm({ hasDefault: false, metadata: '{}' }, reader),
      renderQuietForm('{}', reader),
    ]) {
      expect(checkView(view)).not.toHaveProperty('problems');
    }
    const { text: label, description } = hostOption('a'.repeat(128), ['b'.repeat(90)]);
    expect(label.text.length).toBeLessThanOrEqual(75);
    expect(description?.text.length).toBeLessThanOrEqual(75);
  });

  it('help and an offer are messages that Slack takes', () => {
    const may = new Set(['diagnose', 'logs', 'fix-bridge', 'watch', 'quiet', 'approve'] as const);
    const hosts = ['h'.repeat(128), 'web-1'];
    for (const message of [
      renderHelp({ may, hosts, support: true, notUnderstood: '<!channel> '.repeat(400) }, reader),
      renderHelp({ may: new Set(), hosts, support: true }, reader),
      renderOffer(
        Array.from({ length: 30 }, () => ({ host: 'h'.repeat(128), target: '30003' })),
        reader,
      ),
    ]) {
      expect(checkBlocks(message.blocks, 'message')).toEqual([]);
      expect(message.text).not.toBe('');
      expect(rung(message.text)).toBeUndefined();
    }
  });
});
