import { setTimeout as sleep } from 'node:timers/promises';
import type { Host } from '../../hosts/host.ts';
import type { Shell } from '../../ssh/shell.ts';
import { openShell, type Shells } from '../open-shell.ts';

/** A host that is asked again and again, and whose connection may be lost meanwhile. */
export interface HostLine {
  /** Over the connection there is, or a new one. Rejects where there is none. */
  ask<Answer>(question: (shell: Shell) => Promise<Answer>): Promise<Answer>;
  /** The same, tried until it works or for so long; undefined where it never did. */
  insist<Answer>(question: (shell: Shell) => Promise<Answer>, forMs: number): Promise<Answer | undefined>;
  close(): Promise<void>;
}

const AGAIN_MS = 2000;

export function hostLine(
  host: Host,
  { shells, signal, onSilence }: { shells: Shells; signal?: AbortSignal; onSilence?: () => void },
): HostLine {
  let shell: Shell | undefined;

  async function ask<Answer>(question: (shell: Shell) => Promise<Answer>): Promise<Answer> {
    signal?.throwIfAborted();
    shell ??= await openShell(host, shells);
    try {
      return await question(shell);
    } catch (error) {
      const broken = shell;
      shell = undefined;
      await broken?.close();
      throw error;
    }
  }

  return {
    ask,
    async insist(question, forMs) {
      const until = performance.now() + forMs;
      for (;;) {
        try {
          return await ask(question);
        } catch {
          signal?.throwIfAborted();
          onSilence?.();
          if (performance.now() + AGAIN_MS > until) return undefined;
        }
        await sleep(AGAIN_MS, undefined, signal ? { signal } : {});
      }
    },
    async close() {
      await shell?.close();
    },
  };
}
