import type { LogsJob } from '../src/queue/logs-job.ts';
import { logWordsFor } from '../src/render/logs-words.ts';
import { renderLogFailure, renderLogProgress } from '../src/render/slack/logs-progress.ts';
import { readerOf } from '../src/text/reader.ts';
import type { Wording } from './thread.ts';

/** What the reading of a log is about, as its messages name it. */
export function askedOf({ container, host, containerId, query, requestedBy }: LogsJob) {
  return { container, host, id: containerId, query, askedBy: requestedBy.userId };
}

export interface LogsWording extends Wording {
  failure(
    of: Parameters<Wording['failure']>[0],
    options?: { readonly again?: boolean },
  ): ReturnType<Wording['failure']>;
}

export function wordingOf(data: LogsJob): LogsWording {
  const asked = askedOf(data);
  const reader = readerOf(data.language);
  const words = logWordsFor(reader);
  return {
    reader,
    waiting: renderLogProgress(asked, reader),
    undone: words.notRead(words.target(data.container, data.host)),
    failure: ({ sentence, next }, { again = true } = {}) =>
      renderLogFailure(
        asked,
        { sentence: reader.tell(sentence), next: reader.tell(next) },
        { again, reader },
      ),
  };
}
