import { acknowledge } from '../acknowledge.ts';
import type { Answers } from '../answers.ts';
import { typedRequest } from '../request.ts';
import { plainText } from '../slack-text.ts';
import type { WatchDeps } from '../watch.ts';
import { readLine } from './line.ts';
import { tellHelp } from './help.ts';

export const ferrymanCommand = '/ferryman';

/** `/ferryman help`; and whoever writes a whole command behind it gets that one. */
export function registerFerryman(answers: Answers, deps: WatchDeps): void {
  answers.toCommand(ferrymanCommand, async ({ ack, command, context }) => {
    await acknowledge(ack, context, deps);
    const request = typedRequest(command, deps);
    const line = readLine(command.text, deps);
    if (line.kind === 'ask') {
      await line.ask(request, deps);
      return;
    }
    await tellHelp(request, deps, line.kind === 'help' ? '' : plainText(command.text));
  });
}
