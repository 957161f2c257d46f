import { FerrymanError } from '../errors.ts';
import type { Workspace } from './workspace.ts';

/** Asks `look` now and after every change, until it finds something. */
export async function waitFor<T>(
  workspace: Workspace,
  look: (workspace: Workspace) => T | undefined | false | null,
  timeoutMs: number,
): Promise<T> {
  const now = look(workspace);
  if (now) return now;
  return new Promise<T>((resolve, reject) => {
    const stop = workspace.subscribe(() => {
      let found: T | undefined | false | null;
      try {
        found = look(workspace);
      } catch (error) {
        settle(() => reject(error));
        return;
      }
      if (found) {
        const value = found;
        settle(() => resolve(value));
      }
    });
    const timer = setTimeout(() => settle(() => reject(nothingCame(workspace, timeoutMs))), timeoutMs);
    const settle = (finish: () => void) => {
      clearTimeout(timer);
      stop();
      finish();
    };
  });
}

/** Tells what the app did last, which is mostly the reason. */
function nothingCame({ journal }: Workspace, timeoutMs: number): FerrymanError {
  const calls = journal.calls
    .slice(-5)
    .map(({ method, answer }) => `${method} ${answer['ok'] === true ? 'ok' : String(answer['error'])}`);
  const sentence = `What was waited for did not come within ${timeoutMs} ms.`;
  return new FerrymanError(
    'workspace-wait',
    sentence,
    `The app's last calls were: ${calls.join(', ') || 'none'}.`,
  );
}
