import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { planFix } from '../src/flows/fix/plan-fix.ts';
import { readLogs } from '../src/flows/logs/read-logs.ts';
import type { Host } from '../src/hosts/host.ts';
import { valueOr } from '../src/model/known.ts';
import { readModel } from '../src/model/read-model.ts';
import { planFile } from '../src/render/slack/fix-file.ts';
import { renderNoPlan, renderPlan } from '../src/render/slack/fix-plan.ts';
import { fixWordsFor } from '../src/render/slack/fix-words.ts';
import { renderFollow } from '../src/render/slack/log-follow.ts';
import { logFile, renderLogs } from '../src/render/slack/logs.ts';
import type { SlackMessage } from '../src/render/slack/message.ts';
import type { FixAnswer } from '../src/report/fix.ts';
import { LANGUAGES } from '../src/text/language.ts';
import { type Reader, readerOf } from '../src/text/reader.ts';
import { checkBlocks } from '../src/workspace/block-kit/check-blocks.ts';
import { leftInEnglish, proseIn, withoutZone } from './support/left-in-english.ts';
import { recordedHosts } from './support/recorded-hosts.ts';

const nobody = { open: () => Promise.reject(new Error('a recording is read from its file')) };
const offline = {
  shells: nobody,
  newShells: () => Promise.resolve({ ...nobody, dispose: () => Promise.resolve() }),
  reserved: [],
  others: [],
};

interface Said extends SlackMessage {
  readonly host: string;
  /** Beside the blocks: the words above a file. */
  readonly comments: readonly string[];
  readonly printed: () => string;
}

const recorded = recordedHosts().map(({ name, folder, snapshot, questions }) => ({
  name,
  host: {
    name: snapshot.host,
    via: { kind: 'snapshot', path: join(folder, 'snapshot.json') },
    tags: [],
    needs: [],
    source: 'ferryman.yaml:2',
  } satisfies Host,
  printed: () => JSON.stringify(snapshot),
  containers: valueOr(readModel(snapshot, {}).containers, []),
  targets: questions.map(({ target }) => target),
}));

/** The log of the container that each host was asked about, or of its first one: whole, with errors, and followed. */
async function logMessages(reader: Reader): Promise<Said[]> {
  const said: Said[] = [];
  for (const { name, host, printed, containers, targets } of recorded) {
    const meant = containers.find((one) => targets.includes(one.name)) ?? containers[0];
    if (meant === undefined) continue;
    const query = { onlyErrors: containers.length % 2 === 0, since: '2026-11-22T10:00:00Z' };
    const report = await readLogs(
      { host, containerId: meant.id, name: meant.name, query },
      { shells: nobody, language: reader.language, now: () => new Date('2026-11-22T12:00:00Z') },
    );
    const notAsked = [{ host: 'db-1', because: '-' }];
    const card = renderLogs(report, { reader, askedBy: 'U0ANNA', notAsked });
    const file = logFile(report, { stamp: 'x', reader });
    const until = '2026-11-22T12:02:00.000Z';
    const follow = {
      container: meant.name,
      host: host.name,
      count: report.excerpt.length,
      lines: report.excerpt,
    };
    const followed = [
      renderFollow({ ...follow, state: { kind: 'running', until, job: 'x' } }, reader),
      renderFollow(
        { ...follow, state: { kind: 'over', afterMs: 9_000, stopped: { byUserId: 'U0ANNA', at: until } } },
        reader,
      ),
    ];
    const rest = { host: name, printed, comments: [file?.comment ?? ''] };
    said.push({ ...card, ...rest }, { ...card, blocks: card.plainer ?? [], ...rest });
    said.push(...followed.map((one) => ({ ...one, ...rest })));
  }
  return said;
}

async function planMessages(reader: Reader): Promise<Said[]> {
  const said: Said[] = [];
  for (const { name, host, printed } of recorded) {
    for (const options of [{}, { method: 'bridge' as const }, { network: 'shop_web' }]) {
      const { answer } = await planFix({ host, options }, { ...offline, language: reader.language });
      said.push({ ...drawn(answer, reader), host: name, printed });
    }
  }
  return said;
}

function drawn(answer: FixAnswer, reader: Reader): SlackMessage & { comments: string[] } {
  const words = fixWordsFor(reader);
  switch (answer.kind) {
    case 'plan': {
      const { comment } = planFile(answer.plan, reader);
      return {
        ...renderPlan(answer.plan, { askedBy: 'U0ANNA', value: 'signed', reader }),
        comments: [comment],
      };
    }
    case 'nothing-to-fix': {
      const why = { title: words.nothing(answer.host), sentences: [answer.sentence], byHand: [] };
      return { ...renderNoPlan(answer.host, why, 'U0ANNA', reader), comments: [] };
    }
    case 'refused': {
      const why = { ...answer, title: words.refused(answer.host), sentences: answer.because };
      return { ...renderNoPlan(answer.host, why, 'U0ANNA', reader), comments: [] };
    }
    default:
      return answer satisfies never;
  }
}

const kinds = [
  ['the log of a container', logMessages],
  ['a plan, or why there is none', planMessages],
] as const;

describe.each(LANGUAGES)('for every recorded host, in %s', (language) => {
  it.each(kinds)(
    '%s is taken by Slack and told in the language of the reader',
    async (_, messagesIn) => {
      const said = await messagesIn(readerOf(language));
      expect(said.length).toBeGreaterThan(100);
      expect(
        said.flatMap(({ host, blocks, text }) => [
          ...checkBlocks(blocks, 'message').map((problem) => ({ host, problem })),
          ...(text === '' || text.length > 4000 ? [{ host, problem: `a text of ${text.length}` }] : []),
        ]),
      ).toEqual([]);
      expect(
        said.flatMap(({ host, blocks, printed }) =>
          proseIn(blocks).flatMap((one) => withoutZone(one, printed).map((time) => ({ host, time, one }))),
        ),
      ).toEqual([]);
      if (language === 'en') return;
      const left = said.flatMap(({ host, blocks, comments, printed }) =>
        [...proseIn(blocks), ...comments].flatMap((one) =>
          leftInEnglish(one, printed).map((words) => ({ host, words, one })),
        ),
      );
      expect(left).toEqual([]);
    },
    120_000,
  );
});
