import type { Fact } from './fact.ts';
import { linesOf, unlessFailed, value, wholeNumber, withoutUndefined } from './parsed.ts';

/** A unit as systemd sees it. */
export interface Unit {
  /** docker.service */
  readonly id: string;
  /** loaded, not-found, masked, error, bad-setting */
  readonly loadState: string;
  /** active, inactive, failed, activating, deactivating */
  readonly activeState: string;
  readonly subState: string;
  /** enabled, disabled, static, masked… Empty where systemd does not say. */
  readonly unitFileState: string;
  /** success, exit-code, signal, start-limit, start-limit-hit, timeout, resources… */
  readonly result: string;
  /** Exit status of the main process, or the signal's number where it was killed. */
  readonly execMainStatus?: number;
  /** CLD_…: 1 exited, 2 killed, 3 dumped. */
  readonly execMainCode?: number;
  /** systemd 235 and later. */
  readonly restarts?: number;
  readonly mainPid?: number;
  readonly fragmentPath?: string;
  readonly dropInPaths: readonly string[];
  /** As printed, in the host's time zone. */
  readonly activeEnteredAt?: string;
  readonly inactiveEnteredAt?: string;
  /** Seconds since boot (monotonic clock); add the boot time. */
  readonly activeEnteredSeconds?: number;
  readonly inactiveEnteredSeconds?: number;
  /** Likewise: when the main process began, which is a while before the unit counts as active. */
  readonly mainStartedSeconds?: number;
}

const UNITS = [
  'docker.service',
  'docker.socket',
  'docker-latest.service',
  'snap.docker.dockerd.service',
  'containerd.service',
];
const PROPERTIES = (
  'Id LoadState ActiveState SubState UnitFileState Result ExecMainStatus ExecMainCode NRestarts ' +
  'MainPID FragmentPath DropInPaths ActiveEnterTimestamp InactiveEnterTimestamp ' +
  'ActiveEnterTimestampMonotonic InactiveEnterTimestampMonotonic ExecMainStartTimestampMonotonic'
).replaceAll(' ', ',');

/**
 *     Id=docker.service
 *     LoadState=loaded
 *     ActiveState=failed
 *     Result=start-limit
 */
export const dockerUnit: Fact<'docker-unit', readonly Unit[]> = {
  id: 'docker-unit',
  title: "Docker's units in systemd",
  read: {
    kind: 'command',
    candidates: [['systemctl', 'show', ...UNITS, '--no-pager', '-p', PROPERTIES]],
  },
  parse: unlessFailed((raw) => {
    const found: Unit[] = [];
    const unread: string[] = [];
    for (const block of raw.stdout.split(/\n\s*\n/)) {
      const unit = parseUnit(block, unread);
      if (unit !== undefined) found.push(unit);
    }
    return value(found, unread);
  }),
};

function parseUnit(block: string, unread: string[]): Unit | undefined {
  const properties = new Map<string, string>();
  for (const line of linesOf(block)) {
    const [, name = '', held = ''] = /^(\w+)=(.*)$/.exec(line) ?? [];
    if (name === '') unread.push(line);
    else properties.set(name, held);
  }
  const id = properties.get('Id');
  if (id === undefined) {
    unread.push(...[...properties].map(([name, held]) => `${name}=${held}`));
    return undefined;
  }
  const given = (name: string) => properties.get(name) || undefined;
  const seconds = (name: string) => {
    const microseconds = wholeNumber(given(name));
    return microseconds === undefined || microseconds === 0 ? undefined : microseconds / 1e6;
  };
  return withoutUndefined({
    id,
    loadState: given('LoadState') ?? '',
    activeState: given('ActiveState') ?? '',
    subState: given('SubState') ?? '',
    unitFileState: given('UnitFileState') ?? '',
    result: given('Result') ?? '',
    execMainStatus: wholeNumber(given('ExecMainStatus')),
    execMainCode: wholeNumber(given('ExecMainCode')),
    restarts: wholeNumber(given('NRestarts')),
    mainPid: wholeNumber(given('MainPID')) || undefined,
    fragmentPath: given('FragmentPath'),
    dropInPaths: given('DropInPaths')?.split(' ') ?? [],
    activeEnteredAt: given('ActiveEnterTimestamp'),
    inactiveEnteredAt: given('InactiveEnterTimestamp'),
    activeEnteredSeconds: seconds('ActiveEnterTimestampMonotonic'),
    inactiveEnteredSeconds: seconds('InactiveEnterTimestampMonotonic'),
    mainStartedSeconds: seconds('ExecMainStartTimestampMonotonic'),
  });
}
