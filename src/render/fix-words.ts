import type { FixOutcome, FixPlan } from '../report/fix.ts';
import type { Reader } from '../text/reader.ts';
import { list } from '../text/say.ts';
import { count } from './untrusted.ts';

/** They stand beside words that say the same. */
export const fixMarks = {
  plan: '🔧',
  result: {
    fixed: '🟢',
    undone: '🟠',
    'not-begun': '⚪',
    pending: '🟡',
    'undo-failed': '🔴',
  } satisfies Record<FixOutcome['result'], string>,
  refused: '⛔',
  nothing: '🟢',
  seen: '✓',
  notSeen: '✗',
};

/** Every sentence that the renderers add to a fix's plan and outcome, in one place. */
export function fixWordsFor({ t, tell }: Reader) {
  const result = {
    fixed: (host: string) => t`${host} is fixed`,
    undone: (host: string) => t`${host} is as before: the change was taken back`,
    'not-begun': (host: string) => t`${host}: nothing was changed`,
    pending: (host: string) => t`${host}: not known yet how the change ended`,
    'undo-failed': (host: string) => t`${host} needs a person: the change could not be taken back`,
  } satisfies Record<FixOutcome['result'], (host: string) => string>;

  return {
    plan: ({ host, method, bridge, from, to, reverts }: FixPlan) =>
      method === 'revert'
        ? t`${host}: take change ${reverts ?? ''} back, ${bridge.device} from ${from} to ${to}`
        : t`${host}: move ${bridge.device} from ${from} to ${to}`,
    validUntil: (expiresAt: string) => t`until ${expiresAt.slice(11, 16)} UTC`,
    method: {
      bip: t`Docker’s own bridge gets another address.`,
      bridge: t`Docker gets a bridge of its own making, which outlives a reboot, in place of docker0.`,
      network: t`The network is created again on another subnet, with its containers.`,
      revert: t`An earlier change is taken back.`,
    } satisfies Record<FixPlan['method'], string>,
    refused: (host: string) => t`${host}: nothing was planned`,
    nothing: (host: string) => t`${host}: nothing to fix`,
    result,

    end: ({ host, result: how, reverts }: Pick<FixOutcome, 'host' | 'result' | 'reverts'>): string =>
      how === 'fixed' && reverts !== undefined
        ? t`${host}: change ${reverts} was taken back, as it was asked for`
        : result[how](host),

    why: t`Why`,
    ended: t`How it ended`,
    free: t`Why there`,
    change: t`The change`,
    newFile: (path: string) => t`${path}, which is not there yet`,
    steps: t`Steps`,
    /** The containers of a plan: Docker's restart takes them along, a network that is made again only cuts them off. */
    affected: (plan: Pick<FixPlan, 'method' | 'file'>) => (restartsDocker(plan) ? t`Restarts` : t`Cut off`),
    noContainers: t`No container runs.`,
    fate: (
      plan: Pick<FixPlan, 'method' | 'file'>,
      { startedByFix }: Pick<FixPlan['affected'][number], 'startedByFix'>,
    ) => {
      if (!restartsDocker(plan)) return t`runs on`;
      return startedByFix ? t`started by the fix` : t`Docker starts it again`;
    },
    newAddress: t`gets another address`,
    noPorts: t`no port`,
    policy: (policy: string) => (policy === 'no' ? t`no restart policy` : t`restart ${policy}`),
    away: t`Outage`,
    downtime: ({ least, most }: FixPlan['downtimeSeconds']) =>
      least === most ? t`About ${count(most)} s.` : t`${count(least)} to ${count(most)} s.`,
    undo: t`Undo`,
    undoBy: (seconds: number) =>
      t`The host does it by itself ${count(seconds)} s after the change began, and after a reboot, unless all of the proof was seen.`,
    proof: t`Proof`,
    warnings: t`Careful`,
    byHand: t`By hand`,
    refusedWhy: t`Why not`,
    next: t`What now`,
    commands: t`Ran`,
    noCommands: t`Nothing ran on the host.`,
    exit: (code: number) => t`exit code ${code}`,
    failed: (code: number) => t`(exit code ${code})`,
    labelled: (label: string, text: string) => t`${label}: ${text}`,
    inARow: (phrases: readonly string[]) => tell(list(phrases, 'phrases')),
    named: (id: string, digest: string) => t`change ${id} · digest ${digest.slice(0, 12)}`,
    onHost: (id: string) => t`On the host: ${`/var/lib/ferryman/changes/${id}`}`,
    audited: (id: string) => t`All of it: ${`ferryman audit --id ${id}`}`,
    dockerAway: (seconds: number) => t`away ${seconds.toFixed(1)} s`,
  };
}
export type FixWords = ReturnType<typeof fixWordsFor>;

function restartsDocker({ method, file }: Pick<FixPlan, 'method' | 'file'>): boolean {
  return method !== 'network' && file !== undefined;
}
