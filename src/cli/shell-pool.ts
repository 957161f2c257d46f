import type { SshSettings } from '../config/types.ts';
import type { PoolOptions, ShellPool } from '../ssh/pool.ts';

/** Loads SSH only when a command needs it, so that the others start fast. */
export async function shellPool(
  { agentSocket, passphraseFor }: SshSettings,
  onAttempt?: PoolOptions['onAttempt'],
): Promise<ShellPool> {
  const { createShellPool } = await import('../ssh/pool.ts');
  return createShellPool({
    ...(agentSocket !== undefined && { agentSocket }),
    passphraseFor: (keyFile) => passphraseFor(keyFile)?.reveal(),
    ...(onAttempt !== undefined && { onAttempt }),
  });
}
