import type { FixOutcome, FixPlan } from '../report/fix.ts';
import { count } from './untrusted.ts';

/** Every sentence that the renderers add to a fix's plan and outcome, in one place. */
export const fixWords = {
  planMark: '🔧',
  resultMark: {
    fixed: '🟢',
    undone: '🟠',
    'not-begun': '⚪',
    pending: '🟡',
    'undo-failed': '🔴',
  } satisfies Record<FixOutcome['result'], string>,
  refusedMark: '⛔',
  nothingMark: '🟢',

  plan: ({ host, method, bridge, from, to, reverts }: FixPlan) =>
    method === 'revert'
      ? `${host}: take change ${reverts ?? ''} back, ${bridge.device} from ${from} to ${to}`
      : `${host}: move ${bridge.device} from ${from} to ${to}`,
  validUntil: (expiresAt: string) => `until ${expiresAt.slice(11, 16)} UTC`,
  method: {
    bip: 'Docker’s own bridge gets another address.',
    bridge: 'Docker gets a bridge of its own making, which outlives a reboot, in place of docker0.',
    network: 'The network is created again on another subnet, with its containers.',
    revert: 'An earlier change is taken back.',
  } satisfies Record<FixPlan['method'], string>,
  refused: (host: string) => `${host}: nothing was planned`,
  nothing: (host: string) => `${host}: nothing to fix`,
  result: {
    fixed: (host: string) => `${host} is fixed`,
    undone: (host: string) => `${host} is as before: the change was taken back`,
    'not-begun': (host: string) => `${host}: nothing was changed`,
    pending: (host: string) => `${host}: not known yet how the change ended`,
    'undo-failed': (host: string) => `${host} needs a person: the change could not be taken back`,
  } satisfies Record<FixOutcome['result'], (host: string) => string>,

  end: ({ host, result, reverts }: Pick<FixOutcome, 'host' | 'result' | 'reverts'>): string =>
    result === 'fixed' && reverts !== undefined
      ? `${host}: change ${reverts} was taken back, as it was asked for`
      : fixWords.result[result](host),

  why: 'Why',
  ended: 'How it ended',
  free: 'Why there',
  change: 'The change',
  newFile: (path: string) => `${path}, which is not there yet`,
  steps: 'Steps',
  /** The containers of a plan: Docker's restart takes them along, a network that is made again only cuts them off. */
  affected: (plan: Pick<FixPlan, 'method' | 'file'>) => (restartsDocker(plan) ? 'Restarts' : 'Cut off'),
  noContainers: 'No container runs.',
  fate: (
    plan: Pick<FixPlan, 'method' | 'file'>,
    { startedByFix }: Pick<FixPlan['affected'][number], 'startedByFix'>,
  ) => {
    if (!restartsDocker(plan)) return 'runs on';
    return startedByFix ? 'started by the fix' : 'Docker starts it again';
  },
  newAddress: 'gets another address',
  noPorts: 'no port',
  policy: (policy: string) => (policy === 'no' ? 'no restart policy' : `restart ${policy}`),
  away: 'Away',
  downtime: ({ least, most }: FixPlan['downtimeSeconds']) =>
    least === most ? `About ${count(most)} s.` : `${count(least)} to ${count(most)} s.`,
  undo: 'Undo',
  undoBy: (seconds: number) =>
    `The host does it by itself ${count(seconds)} s after the change began, and after a reboot, unless all of the proof was seen.`,
  proof: 'Proof',
  warnings: 'Mind',
  byHand: 'By hand',
  refusedWhy: 'Why not',
  next: 'What now',
  seen: '✓',
  notSeen: '✗',
  commands: 'Ran',
  noCommands: 'Nothing ran on the host.',
  exit: (code: number) => `exit code ${code}`,
  named: (id: string, digest: string) => `change ${id} · digest ${digest.slice(0, 12)}`,
  onHost: (id: string) => `On the host: /var/lib/ferryman/changes/${id}`,
  audited: (id: string) => `All of it: ferryman audit --id ${id}`,
  dockerAway: (seconds: number) => `away ${seconds.toFixed(1)} s`,
};

function restartsDocker({ method, file }: Pick<FixPlan, 'method' | 'file'>): boolean {
  return method !== 'network' && file !== undefined;
}
