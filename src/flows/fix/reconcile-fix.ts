import type { Host } from '../../hosts/host.ts';
import { followChange } from './follow-change.ts';
import { hostLine } from './host-line.ts';
import { askChange } from './on-host.ts';
import type { FixRun, ToldOutcome } from './run.ts';

/** Goes on with a change that another worker began, by the host's own record; undefined where the host has none of it. */
export async function reconcileFix(
  { host, id, fence }: { readonly host: Host; readonly id: string; readonly fence: number },
  run: FixRun,
): Promise<ToldOutcome | undefined> {
  const line = hostLine(host, {
    shells: run.shells,
    ...(run.signal && { signal: run.signal }),
    onSilence: () => run.onStage?.('waiting-for-the-host'),
  });
  try {
    run.onStage?.('connecting');
    const journal = await line.ask((shell) => askChange(shell, id));
    return journal === undefined || journal.state === 'none'
      ? undefined
      : await followChange({ host, id, fence, line }, run);
  } finally {
    await line.close();
  }
}
