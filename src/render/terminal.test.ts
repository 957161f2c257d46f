import * as fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { arbitraryReport } from '../../test/support/arbitrary-report.ts';
import { storyReport } from '../../test/support/story-report.ts';
import { renderTerminal } from './terminal.ts';

const plain = { color: false, width: 110 };

describe('the report at a terminal', () => {
  it('has the layout of the design: labels to the left, evidence indented, time at the right edge', () => {
    expect(renderTerminal(storyReport, plain)).toBe(
      `🔴 hz-shop:30003 is faulty: Docker's bridge covers the network card's subnet                             2.1 s
Cause, proven   docker0 is 192.168.0.1/20 and contains eth0's 192.168.0.0/24. Packets for container portainer
                (192.168.0.2) leave by eth0, where nobody has that address.
                  ip route get 192.168.0.2
                    192.168.0.2 dev eth0 src 192.168.0.10 uid 0
                        cache
                  ip neigh
                    192.168.0.2 dev eth0 FAILED
Explains        30003 times out from outside and on the host itself.
Fix             Move docker0 to 192.168.64.1/24, which is free here.
                  echo '{ "bip": "192.168.64.1/24" }' > /etc/docker/daemon.json
                  systemctl restart docker
Risk            Docker restarts: about 12 s, 1 container. Do not delete eth0's route instead: that opens 30003
                and cuts the database off.
                3 causes ruled out · 1 could not be checked (nft: permission denied)
                Wrong if \`ip route get 192.168.0.2\` says dev docker0
`,
    );
  });

  it('keeps a command in one line, so that it can be copied', () => {
    expect(renderTerminal(storyReport, { color: false, width: 60 })).toContain(
      `echo '{ "bip": "192.168.64.1/24" }' > /etc/docker/daemon.json\n`,
    );
  });

  it('says how a fix is asked for at a prompt, and not how in Slack', () => {
    const [cause] = storyReport.causes;
    if (cause?.fix === undefined) throw new Error('the story has a fix');
    const fix = { ...cause.fix, apply: '/fix-bridge hz-shop' };
    const said = renderTerminal({ ...storyReport, causes: [{ ...cause, fix }] }, plain);
    expect(said).toContain('Or let Ferryman do it: `ferryman fix-bridge hz-shop --plan`');
  });

  it('tells what lies behind a cause right below it, nearest first, and not as one more finding', () => {
    const [cause] = storyReport.causes;
    if (cause === undefined) throw new Error('the story has a cause');
    const kept = {
      ...cause,
      cause: 'docker-network-state-survived-image-copy',
      behind: cause.cause,
      explanation: 'Docker kept the range from the old region.',
    };
    const picked = {
      ...cause,
      cause: 'autopick-shifted-by-static-routes',
      behind: kept.cause,
      explanation: 'It was picked there because 172.16.0.0/12 was taken.',
    };
    const text = renderTerminal({ ...storyReport, causes: [cause, kept, picked] }, plain);
    expect(text).toContain(
      'Behind it       Docker kept the range from the old region.\n                It was picked there because 172.16.0.0/12 was taken.\n',
    );
    expect(text).not.toContain('Also found');
  });

  it('says what was looked for on a healthy host, once', () => {
    const healthy = { ...storyReport, verdict: 'healthy' as const, causes: [], symptoms: [], unknowns: [] };
    expect(renderTerminal({ ...healthy, asked: undefined }, plain)).toBe(
      `🟢 hz-shop is healthy                                                                                    2.1 s
Checked         3 known causes were looked for and ruled out.
`,
    );
  });

  it('counts two columns for a Chinese character', () => {
    const symptoms = [{ text: '容器无法连接数据库'.repeat(12), explainedBy: [] }];
    const text = renderTerminal({ ...storyReport, verdict: 'unknown', causes: [], symptoms }, plain);
    const widths = text.split('\n').map((line) => stringWidth(line));
    expect(Math.max(...widths)).toBe(110);
  });

  it('colours only where it may', () => {
    expect(renderTerminal(storyReport, { ...plain, color: true })).toContain(
      '\u001B[1mCause, proven\u001B[22m',
    );
    expect(renderTerminal(storyReport, plain)).not.toContain('\u001B');
  });

  it('passes on no escape sequence of a host and leaves the width for one plain word alone, whatever the report holds', () => {
    fc.assert(
      fc.property(arbitraryReport, fc.integer({ min: 40, max: 160 }), (report, width) => {
        const causes = report.causes.map((cause) => ({ ...cause, fix: undefined }));
        const lines = renderTerminal({ ...report, causes }, { color: false, width }).split('\n');
        for (const line of lines) {
          expect(line).not.toMatch(/\p{Cc}|\p{Bidi_Control}/u);
          // An address or a hash is of use in one piece only; commands are left out above for the same reason.
          expect(/^ {18,}[!-~]+$/.test(line) ? 0 : stringWidth(line)).toBeLessThanOrEqual(width);
        }
      }),
      { numRuns: 20 },
    );
  });
});
