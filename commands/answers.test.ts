import { expect, test } from 'vitest';
import { createAnswers } from './answers.ts';

type Names = string | RegExp;
const silent = () => Promise.resolve();

/** Which listeners Bolt would run, as it decides: a name by its whole, a pattern wherever it matches. */
function desk() {
  const listening: { readonly to: 'command' | 'button'; readonly names: Names }[] = [];
  const answers = createAnswers({
    command: (names: Names) => void listening.push({ to: 'command', names }),
    action: (names: unknown) => {
      if (typeof names === 'string' || names instanceof RegExp) listening.push({ to: 'button', names });
    },
  });
  answers.toCommand('/logs', silent);
  answers.toButton('logs_stop', silent);
  answers.toButton('logs_read_', silent);
  answers.toOthers({ command: silent, button: silent });
  return (to: 'command' | 'button', name: string) =>
    listening
      .filter(
        (one) => one.to === to && (one.names instanceof RegExp ? one.names.test(name) : one.names === name),
      )
      .map(({ names }) => (names instanceof RegExp && names.source.startsWith('^(?!') ? 'unknown' : 'known'));
}

test.each([
  ['command', '/logs', 'known'],
  ['command', '/log', 'unknown'],
  ['command', '/logs-of', 'unknown'],
  ['button', 'logs_stop', 'known'],
  ['button', 'logs_stop_all', 'unknown'],
  ['button', 'logs_read_more', 'known'],
  ['button', 'logs_read', 'unknown'],
  ['button', 'page_open', 'unknown'],
] as const)('the %s %s is %s, and answered once', (to, name, kind) => {
  expect(desk()(to, name)).toEqual([kind]);
});
