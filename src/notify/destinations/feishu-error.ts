import { FerrymanError } from '../../errors.ts';
import { cut, oneLine } from '../../render/untrusted.ts';
import { say, type Text } from '../../text/say.ts';
import type { Pause } from './pause.ts';

export interface FeishuAnswer {
  readonly status: number;
  readonly code: number;
  readonly msg: string;
  /** Header `x-ogw-ratelimit-reset`, seconds; NaN where there is none. */
  readonly reset: number;
}

/**
 * Too many requests: of an app (https://open.feishu.cn/document/server-docs/api-call-guide/frequency-control), to one chat, of a tenant's
 * messages. Older interfaces say so with HTTP 400.
 */
const tooMany = new Set([99_991_400, 230_020, 11_232]);
/** The message was taken back, or is older than the 14 days within which it may be changed. */
const cannotBeChanged = new Set([230_011, 230_031]);
/** The token is not, or no longer, one of this app. */
const badToken = new Set([99_991_661, 99_991_663, 99_991_664, 99_991_668]);
const shortestPause = 1;

/** The error that an answer is, with what to do; undefined where it is none. */
export function feishuError(
  { status, code, msg, reset }: FeishuAnswer,
  pause: Pause,
): FerrymanError | undefined {
  if (code === 0 && status < 400) return undefined;
  if (status === 429 || tooMany.has(code)) {
    pause.begin(Number.isFinite(reset) ? Math.max(reset, shortestPause) : shortestPause);
    return feishuBusy(pause.left());
  }
  const kind = cannotBeChanged.has(code)
    ? 'notify-feishu-message-gone'
    : badToken.has(code)
      ? 'notify-feishu-token'
      : 'notify-feishu-refused';
  return new FerrymanError(
    kind,
    say`Feishu refused it (${code}: ${cut(oneLine(msg), 200)}).`,
    adviceFor(code),
  );
}

export function feishuBusy(seconds: number): FerrymanError {
  return new FerrymanError(
    'notify-feishu-busy',
    say`Feishu takes nothing for another ${seconds} s.`,
    say`Ferryman tells it afterwards.`,
  );
}

/** By the codes of https://open.feishu.cn/document/server-docs/im-v1/message/create */
function adviceFor(code: number): Text {
  switch (code) {
    case 230_002:
      return say`Add the bot of the app to that group: its settings, Bots.`;
    case 230_006:
      return say`Switch on the bot of the app in Feishu's developer console, and release a version of it.`;
    case 230_027:
    case 99_991_672:
      return say`Give the app the permission im:message:send_as_bot in Feishu's developer console, and release a version of it.`;
    case 10_003:
    case 10_014:
      return say`See that FERRYMAN_FEISHU_APP_ID and FERRYMAN_FEISHU_APP_SECRET are those of the app.`;
    default:
      return say`Feishu's documents say what that number means: https://open.feishu.cn/document/server-docs/api-call-guide/generic-error-code`;
  }
}
