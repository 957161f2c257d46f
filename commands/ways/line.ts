import { lookUpHost } from '../../src/hosts/inventory.ts';
import { asDiagnosis, type CommandDeps } from '../diagnose.ts';
import { asPlanning } from '../fix-bridge.ts';
import { asTypedReading } from '../logs.ts';
import { ask, type Request } from '../ask.ts';
import { readQuestion } from '../question.ts';
import { askForQuiet } from '../quiet.ts';
import { plainText } from '../slack-text.ts';
import { askForStatus } from '../status.ts';
import { askToUnwatch } from '../unwatch.ts';
import { askToWatch, type WatchDeps } from '../watch.ts';
import { asksForHelp } from './help.ts';

/** What a sentence to the bot begins with; what follows is what stands behind the slash command. */
const verbs: ReadonlyMap<string, Verb> = new Map([
  ['diagnose', 'diagnose'],
  ['诊断', 'diagnose'],
  ['logs', 'logs'],
  ['log', 'logs'],
  ['日志', 'logs'],
  ['fix-bridge', 'fix-bridge'],
  ['watch', 'watch'],
  ['监控', 'watch'],
  ['监视', 'watch'],
  ['unwatch', 'unwatch'],
  ['取消监控', 'unwatch'],
  ['quiet', 'quiet'],
  ['静默', 'quiet'],
  ['status', 'status'],
  ['状态', 'status'],
  ['help', 'help'],
  ['帮助', 'help'],
]);
type Verb = 'diagnose' | 'logs' | 'fix-bridge' | 'watch' | 'unwatch' | 'quiet' | 'status' | 'help';

export type Line =
  | { readonly kind: 'help' }
  | { readonly kind: 'ask'; readonly ask: (request: Request, deps: WatchDeps) => Promise<void> }
  /** Words that begin with nothing that is known here. */
  | { readonly kind: 'other'; readonly words: string };

/** What somebody wants who wrote this to the bot: `diagnose hz-shop 30003`, `hz-shop 30003`, `logs topapi on hz-shop`. */
export function readLine(text: string, deps: Pick<CommandDeps, 'config'>): Line {
  const { verb: typed = '', rest = '' } =
    /^\/?(?<verb>\S+)\s*(?<rest>[\s\S]*)$/.exec(text.trim())?.groups ?? {};
  const verb = verbs.get(
    plainText(typed)
      .toLowerCase()
      .replace(/[:：,，]$/, ''),
  );
  if (verb !== undefined && asksForHelp(rest, deps)) return { kind: 'help' };
  switch (verb) {
    case 'diagnose':
      return { kind: 'ask', ask: (request, all) => diagnose(rest, request, all) };
    case 'logs':
      return { kind: 'ask', ask: (request, all) => ask(request, asTypedReading(rest, all), all) };
    case 'fix-bridge':
      return { kind: 'ask', ask: (request, all) => ask(request, asPlanning(rest, all), all) };
    case 'watch':
      return { kind: 'ask', ask: (request, all) => askToWatch(rest, request, all) };
    case 'unwatch':
      return { kind: 'ask', ask: (request, all) => askToUnwatch(rest, request, all) };
    case 'status':
      return { kind: 'ask', ask: (request, all) => askForStatus(rest, request, all) };
    case 'quiet':
      return { kind: 'ask', ask: (request, all) => askForQuiet(rest, request, all) };
    case 'help':
      return { kind: 'help' };
    case undefined: {
      if (plainText(text) === '') return { kind: 'help' };
      const [name = ''] = plainText(typed).split(':');
      return lookUpHost(deps.config, name).kind === 'found'
        ? { kind: 'ask', ask: (request, all) => diagnose(text, request, all) }
        : { kind: 'other', words: plainText(text) };
    }
    default:
      return verb satisfies never;
  }
}

function diagnose(text: string, request: Request, deps: CommandDeps): Promise<void> {
  return ask(
    request,
    asDiagnosis(() => readQuestion(text, deps.config)),
    deps,
  );
}
