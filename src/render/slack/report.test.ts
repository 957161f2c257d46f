import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryReport } from '../../../test/support/arbitrary-report.ts';
import { readAloud } from '../../../test/support/slack-text.ts';
import { storyReport } from '../../../test/support/story-report.ts';
import type { Cause, Report } from '../../report/report.ts';
import { readerOf } from '../../text/reader.ts';
import { checkBlocks } from '../../workspace/block-kit/check-blocks.ts';
import { renderReport } from './report.ts';

const [storyCause] = storyReport.causes;
if (storyCause === undefined) throw new Error('the story has a cause');

function withoutFix(cause: Cause): Cause {
  const { fix: _, ...rest } = cause;
  return rest;
}

/** The button that fixes, of a card whose first cause has this line. */
function buttonOf(
  apply?: string,
  { asked }: Pick<Report, 'asked'> = { asked: { port: 30_003 } },
  first: readonly Cause[] = [],
) {
  const fix = { summary: 'Move it.', commands: [], risk: 'None.', ...(apply === undefined ? {} : { apply }) };
  const causes = storyReport.causes.slice(0, 1).map((cause) => ({ ...cause, fix }));
  const { asked: _, ...story } = storyReport;
  const report: Report = { ...story, ...(asked && { asked }), causes: [...first.map(withoutFix), ...causes] };
  return renderReport(report)
    .blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []))
    .find((element) => 'action_id' in element && element.action_id === 'fix_ask');
}

describe('the card of a faulty host', () => {
  const card = readAloud(renderReport(storyReport));

  it('opens with verdict, target, cause and time', () => {
    expect(card.split('\n')[0]).toBe(
      "🔴 hz-shop:30003 is faulty: Docker's bridge covers the network card's subnet   2.1 s",
    );
  });

  it('says how sure it is, shows the lines that prove it and how to prove it wrong', () => {
    expect(card).toContain('Cause, proven   docker0 is 192.168.0.1/20');
    expect(card).toContain('ip route get 192.168.0.2\n  192.168.0.2 dev eth0 src 192.168.0.10');
    expect(card).toContain('Wrong if ip route get 192.168.0.2 says dev docker0');
  });

  it('names the symptom that the cause explains, the commands of the fix and their risk', () => {
    expect(card).toContain('Explains   30003 times out from outside and on the host itself.');
    expect(card).toContain('Fix   Move docker0 to 192.168.64.1/24');
    expect(card).toContain('systemctl restart docker');
    expect(card).toContain("Do not delete eth0's route");
  });

  it('says what was ruled out and what could not be looked at', () => {
    expect(card).toContain('3 causes ruled out · 1 could not be checked (nft: permission denied)');
  });

  it('carries host and target in its button', () => {
    const button = JSON.stringify(renderReport(storyReport).blocks.at(-1));
    expect(button).toContain('"action_id":"diagnose_again"');
    expect(button).toContain(JSON.stringify('{"host":"hz-shop","target":"30003"}'));
  });

  it('offers to fix what Ferryman can fix, with the words of the command in the button', () => {
    expect(buttonOf('/fix-bridge hz-shop 30003')).toMatchObject({ value: 'hz-shop 30003' });
    expect(buttonOf('/another-command hz-shop')).toBeUndefined();
  });

  it('asks for a plan that promises the port which was asked about', () => {
    expect(buttonOf('/fix-bridge hz-shop')).toMatchObject({ value: 'hz-shop 30003' });
    expect(buttonOf('/fix-bridge hz-shop network=shop')).toMatchObject({
      value: 'hz-shop network=shop 30003',
    });
    expect(buttonOf('/fix-bridge hz-shop', {})).toMatchObject({ value: 'hz-shop' });
    expect(buttonOf('/fix-bridge hz-shop', { asked: { container: 'portainer' } })).toMatchObject({
      value: 'hz-shop',
    });
  });

  it('promises no port that something else stops first', () => {
    const crash: Cause = { ...storyCause, cause: 'app-crash', title: 'portainer crashed' };
    expect(buttonOf('/fix-bridge hz-shop', { asked: { port: 30_003 } }, [crash])).toMatchObject({
      value: 'hz-shop',
    });
  });

  it('offers nothing where Ferryman can do nothing itself', () => {
    expect(buttonOf()).toBeUndefined();
  });

  it('gives the first cause in full and each other one line with its fix', () => {
    const other: Cause = {
      ...storyCause,
      cause: 'oom-killed-main',
      severity: 'warning',
      certainty: 'likely',
      title: 'worker was killed for its memory limit',
      explanation: 'A paragraph that belongs into the thread.',
      fix: {
        summary: 'Raise the limit to 512 MiB.',
        commands: ['docker update -m 512m worker'],
        risk: 'None.',
      },
    };
    const text = readAloud(renderReport({ ...storyReport, causes: [storyCause, other] }));
    expect(text).toContain(
      'Also found🟠 worker was killed for its memory limit. (warning, likely) Fix: Raise the limit to 512 MiB.',
    );
    expect(text).not.toContain('A paragraph that belongs into the thread.');
    const told: Cause = { ...other, title: '容器 worker 因超出内存上限被杀' };
    const inChinese = readAloud(
      renderReport({ ...storyReport, causes: [storyCause, told] }, { reader: readerOf('zh-CN') }),
    );
    expect(inChinese).toContain('🟠 容器 worker 因超出内存上限被杀。（警告，很可能）修复：Raise the limit');
  });

  it('shows a long command whole, because it is there to be copied', () => {
    const long = `docker run -d --name web ${'-e NAME=value '.repeat(60)}nginx:1.25`;
    const fix = { summary: 'Start it anew.', commands: [long, 'docker ps'], risk: 'None.' };
    expect(readAloud(renderReport({ ...storyReport, causes: [{ ...storyCause, fix }] }))).toContain(
      `${long}\ndocker ps`,
    );
  });

  it('leaves commands out whole where there is no room, with those after them, and says where they are', () => {
    const commands = ['systemctl stop web', `echo ${'x'.repeat(5000)}`, 'systemctl start web'];
    const fix = { summary: 'Start it anew.', commands, risk: 'None.' };
    const text = readAloud(renderReport({ ...storyReport, causes: [{ ...storyCause, fix }] }));
    expect(text).toContain('systemctl stop web… and 2 more commands, in the thread.');
    expect(text).not.toMatch(/xxx|systemctl start/);
    const alone = { ...fix, commands: commands.slice(1, 2) };
    expect(readAloud(renderReport({ ...storyReport, causes: [{ ...storyCause, fix: alone }] }))).toContain(
      'The command is too long for this card: see the thread.',
    );
  });

  it('says of a symptom without a cause that nothing explains it', () => {
    const symptoms = [...storyReport.symptoms, { text: '30002 answers with 500', explainedBy: [] }];
    expect(readAloud(renderReport({ ...storyReport, symptoms }))).toContain(
      'Not explained30002 answers with 500',
    );
  });

  it('is orange where the worst is a warning, and says so for whoever does not see the colour', () => {
    const text = readAloud(
      renderReport({ ...storyReport, causes: [{ ...storyCause, severity: 'warning' }] }),
    );
    expect(text).toMatch(/^🟠 hz-shop:30003 is faulty \(a warning\): /);
  });
});

it('tells what lies behind the cause as a part of it', () => {
  const behind: Cause = {
    ...storyCause,
    cause: 'docker-network-state-survived-image-copy',
    behind: storyCause.cause,
    explanation: 'Docker kept the range from the old region.',
  };
  const text = readAloud(renderReport({ ...storyReport, causes: [storyCause, behind] }));
  expect(text).toContain('Behind it   Docker kept the range from the old region.');
  expect(text).not.toContain('Also found');
});

describe('the other verdicts', () => {
  const empty: Report = { ...storyReport, causes: [], symptoms: [], unknowns: [] };

  it('counts what was looked for on a healthy host, and claims no fault for a notice', () => {
    const notice: Cause = { ...storyCause, severity: 'notice', title: 'Log files have no size limit' };
    const text = readAloud(
      renderReport({ ...empty, verdict: 'healthy', asked: undefined, causes: [notice] }),
    );
    expect(text).toMatch(/^🟢 hz-shop is healthy {3}2\.1 s\n/);
    expect(text).toContain('3 known causes were looked for and ruled out.');
    expect(text).toContain('Noticed🔵 Log files have no size limit.');
  });

  it('names the gaps where the cause is unknown, and says to close them', () => {
    const unknowns = [{ check: 'iptables', because: 'sudo: a password is required' }];
    const symptoms = [{ text: '30003 times out', explainedBy: [] }];
    const text = readAloud(renderReport({ ...empty, verdict: 'unknown', unknowns, symptoms }));
    expect(text).toMatch(/^🟡 hz-shop:30003: cause unknown/);
    expect(text).toContain('Not checkediptables: sudo: a password is required');
    expect(text).toContain('Make the checks above possible');
  });

  it('does not speak of a cause where nothing is wrong but something could not be seen', () => {
    const because = 'iptables: sudo: a password is required';
    const unknowns = ['ip-forward-off', 'wrong-container-port', 'exposed-not-published'].map((check) => ({
      check,
      because,
    }));
    const text = readAloud(renderReport({ ...empty, verdict: 'unknown', asked: undefined, unknowns }));
    expect(text).toMatch(/^🟡 hz-shop: no fault found, but not everything could be checked/);
    expect(text).toContain('Not checkediptables: sudo: a password is required (3 checks)');
  });

  it('does not send people after gaps that there are none of', () => {
    const text = readAloud(renderReport({ ...empty, verdict: 'unknown' }));
    expect(text).toContain('Every check ran and none of the known causes fits.');
  });

  it('says why a host cannot be reached and what to do', () => {
    const because = 'hz-shop (root@203.0.113.7) does not answer on port 22. Is it switched on?';
    const text = readAloud(
      renderReport({
        ...empty,
        verdict: 'unreachable',
        symptoms: [{ text: 'hz-shop does not answer on port 22.', explainedBy: [] }],
        unknowns: [{ check: 'connection', because }],
        checked: [],
      }),
    );
    expect(text).toMatch(/^⚫ hz-shop cannot be reached {3}2\.1 s\nWhyhz-shop \(root@203/);
    expect(text).toContain('Is it switched on?');
    expect(text).toContain('What now   Then run again.');
    expect(text).not.toContain('Not explained');
  });
});

describe('text from hosts', () => {
  const hostile = {
    ...storyReport,
    host: '<!channel> <@U012AB3CD>',
    unknowns: [{ check: '<https://evil.example|your bank>', because: 'a & b' }],
  };

  it('cannot ring anybody or name a link where Slack reads markup', () => {
    const { text, blocks } = renderReport(hostile);
    expect(text).toContain('&lt;!channel&gt; &lt;@U012AB3CD&gt;');
    const footer = JSON.stringify(blocks.filter((block) => block.type === 'context'));
    expect(footer).toContain('&lt;https://evil.example|your bank&gt;: a &amp; b');
  });

  it('is not escaped where Slack reads none', () => {
    expect(readAloud(renderReport(hostile))).toContain('🔴 <!channel> <@U012AB3CD>:30003 is faulty');
  });

  it('cannot leave its code block', () => {
    const evidence = [{ source: 'docker logs web', lines: ['```', '*bold* <!here>'] }];
    const { blocks } = renderReport({ ...storyReport, causes: [{ ...storyCause, evidence }] });
    expect(JSON.stringify(blocks)).toContain(
      JSON.stringify({
        type: 'rich_text_preformatted',
        elements: [{ type: 'text', text: 'docker logs web\n  ```\n  *bold* <!here>' }],
      }),
    );
  });
});

describe('any report', () => {
  it('becomes a card that Slack takes', () => {
    fc.assert(
      fc.property(arbitraryReport, (report) => {
        const message = renderReport(report, { askedBy: 'U012AB3CD' });
        expect(checkBlocks(message.blocks, 'message')).toEqual([]);
        expect(message.text.length).toBeLessThanOrEqual(4000);
      }),
      { numRuns: 60 },
    );
  });

  it('names nobody but the person who asked, and hides nothing', () => {
    fc.assert(
      fc.property(arbitraryReport, (report) => {
        const { text, blocks } = renderReport(report, { askedBy: 'U012AB3CD' });
        const markup = [
          text,
          ...blocks
            .filter((block) => block.type === 'context')
            .map((block) => readAloud({ text, blocks: [block] })),
        ];
        expect(markup.join('\n').replaceAll('<@U012AB3CD>', '')).not.toMatch(/[<>]/);
        expect(readAloud({ text, blocks })).not.toMatch(
          /(?!\n)\p{Cc}|\p{Bidi_Control}|\p{Surrogate}|[\u200B-\u200F]/u,
        );
      }),
      { numRuns: 60 },
    );
  });
});
