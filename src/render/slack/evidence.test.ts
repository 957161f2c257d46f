import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryReport } from '../../../test/support/arbitrary-report.ts';
import { readAloud } from '../../../test/support/slack-text.ts';
import { storyReport } from '../../../test/support/story-report.ts';
import type { Report } from '../../report/report.ts';
import { checkBlocks } from '../../workspace/block-kit/check-blocks.ts';
import { renderEvidence } from './evidence.ts';

function withLines(count: number): Report {
  const lines = Array.from(
    { length: count },
    (_, index) => `Nov 22 10:31:12 hz-shop kernel: line <${index}> of the log`,
  );
  const evidence = [{ source: 'journalctl -k', lines }];
  return { ...storyReport, causes: storyReport.causes.map((cause) => ({ ...cause, evidence })) };
}

describe('the evidence in the thread', () => {
  it('is one message where it fits, and holds every part of the report', () => {
    const messages = renderEvidence(storyReport);
    expect(messages.map(({ text }) => text.split('\n')[0])).toEqual(['Evidence for hz-shop:30003']);
    const text = messages.map(readAloud).join('\n');
    expect(text).toContain('bridge-subnet-contains-host-subnet');
    expect(text).toContain('192.168.0.2 dev eth0 src 192.168.0.10 uid 0\n    cache');
    expect(text).toContain('192.168.0.2 dev eth0 FAILED');
    expect(text).toContain(
      '30003 times out from outside and on the host itself (explained by bridge-subnet-contains',
    );
    expect(text).toContain('nft: permission denied');
    expect(text).toContain('ip-forward-off, loopback-only-inside-container, docker-not-running');
  });

  it('holds the whole fix of every cause, the ones that the card has in one line too', () => {
    const long = `docker run -d --name web ${'-e NAME=value '.repeat(300)}nginx:1.25`;
    const fix = {
      summary: 'Raise the limit.',
      commands: [long, 'docker rm old'],
      risk: 'web is away for 2 s.',
    };
    const causes = storyReport.causes.flatMap((cause) => [
      cause,
      { ...cause, cause: 'oom-killed-main', fix },
    ]);
    const messages = renderEvidence({ ...storyReport, causes });
    const text = messages.map(readAloud).join('\n');
    expect(text).toContain(long);
    expect(text).toContain('docker rm old');
    expect(text).toContain('Risk   web is away for 2 s.');
    expect(text).toContain('systemctl restart docker');
    expect(messages.flatMap(({ blocks }) => checkBlocks(blocks, 'message'))).toEqual([]);
  });

  it('points to the command line for a command that no message takes', () => {
    const commands = ['x'.repeat(20_000)];
    const causes = storyReport.causes.map((cause) => ({
      ...cause,
      fix: { summary: 'S', commands, risk: 'R' },
    }));
    const text = renderEvidence({ ...storyReport, causes })
      .map(readAloud)
      .join('\n');
    expect(text).toContain('too long for Slack. It is in ferryman diagnose hz-shop 30003 --json');
    expect(text).not.toContain('xxx');
  });

  it('keeps every line of a long log, in order, over several messages', () => {
    const report = withLines(800);
    const messages = renderEvidence(report);
    expect(messages.length).toBeGreaterThan(1);
    expect(messages[0]?.text.split('\n')[0]).toBe(`Evidence for hz-shop:30003, part 1 of ${messages.length}`);
    const numbers = [
      ...messages
        .map(readAloud)
        .join('\n')
        .matchAll(/line <(\d+)>/g),
    ].map((match) => Number(match[1]));
    expect(numbers).toEqual(Array.from({ length: 800 }, (_, index) => index));
  });

  it('stops before it floods the thread, says so, and still ends with what was checked', () => {
    const messages = renderEvidence(withLines(20_000));
    expect(messages).toHaveLength(8);
    const text = messages.map(readAloud).join('\n');
    expect(text).toMatch(/[\d,]+ more pieces of evidence did not fit here/);
    expect(text).toContain('ferryman diagnose hz-shop 30003 --json');
    expect(text).toContain('ip-forward-off, loopback-only-inside-container');
  });

  it('adds nothing where the card has said all there is', () => {
    const nothing = { ...storyReport, causes: [], symptoms: [], unknowns: [] };
    expect(renderEvidence({ ...nothing, verdict: 'healthy' })).toEqual([]);
    expect(renderEvidence({ ...storyReport, causes: [], verdict: 'unreachable' })).toEqual([]);
    expect(renderEvidence({ ...storyReport, causes: [], verdict: 'unknown' })).toHaveLength(1);
  });

  it('is within the limits of Slack for any report', () => {
    fc.assert(
      fc.property(arbitraryReport, (report) => {
        const messages = renderEvidence(report);
        expect(messages.length).toBeLessThanOrEqual(8);
        expect(messages.flatMap(({ blocks }) => checkBlocks(blocks, 'message'))).toEqual([]);
        for (const { text } of messages) expect(text).not.toMatch(/[<>]/);
      }),
      { numRuns: 60 },
    );
  });
});
