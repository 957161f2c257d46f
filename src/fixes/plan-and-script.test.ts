import { describe, expect, it } from 'vitest';
import { planInputFor, storyAt, surroundingsWith, toldRefusal } from '../../test/support/planning.ts';
import { recordedHost } from '../../test/support/recorded-hosts.ts';
import { tracedHost } from '../../test/support/traced-host.ts';
import { assemble } from './assemble.ts';
import { planBip } from './bip-plan.ts';
import { planBridge } from './bridge-plan.ts';
import type { PreparedChange } from './change.ts';
import { planNetwork } from './network-plan.ts';
import type { PlanInput, Planner } from './plan-input.ts';
import { planRevertOf } from './revert.ts';
import { tellPrepared } from './tell-plan.ts';

const FILE = '{\n  "log-driver": "json-file"\n}\n';
/** `null`: there is no file. */
const story = (text: string | null = FILE) =>
  planInputFor({ snapshot: storyAt('before'), surroundings: surroundingsWith(text ?? undefined) });
const compose = () =>
  planInputFor({
    snapshot: recordedHost('bridge-subnet-equals-host-subnet').snapshot,
    surroundings: surroundingsWith(undefined),
  });

function withLiveRestore(input: PlanInput): PlanInput {
  const { views } = input;
  return { ...input, views: { ...views, dockerInfo: { ...views.dockerInfo, liveRestore: true } } };
}

function prepare(input: PlanInput, planner: Planner): PreparedChange {
  const planned = planner(input);
  if (planned.kind === 'refused') throw new Error(toldRefusal(planned).because.join(' '));
  return tellPrepared(
    assemble({ input, planned, whyFree: [], overlapping: [], at: new Date(0), validMinutes: 15 }),
    undefined,
  );
}

/** The id of a network that was just made is known to nobody before. */
const NETWORK_ID = /(?<=network (?:connect|disconnect|rm)\b.*)\b[0-9a-f]{64}\b/g;

/** Of what is listed or ran: what changes the host, one command each. Ferryman's own folder, files and units aside, which go with the change. */
function changing(
  commands: readonly string[],
  names: ReadonlyMap<string, string>,
  network: string,
): string[] {
  // What Ferryman stages is put in place by way of a second link to it, so that it can be put there again.
  let linked = '';
  return commands.flatMap((line) => {
    const staged = /^ln .*\.ferryman-\w+\.(\w+) .*\.link$/.exec(line)?.[1];
    if (staged !== undefined) linked = staged;
    const named = [...names]
      .reduce((text, [id, name]) => text.replaceAll(id, name), line)
      .replaceAll(NETWORK_ID, network)
      .replace(/\.link /, `.${linked} `);
    return OWN.some((own) => own.test(named)) || LOOKS.test(named) ? [] : [named];
  });
}

const OWN = [
  /ferryman-undo/,
  /^(rm|cp|ln|mv) .*(\/var\/lib\/ferryman\/\S*|\.ferryman-\w+\.\w+)$/,
  /^(systemd-run|sh) /,
  /^rm -f \S*\/\.br-\S+\.service$/,
];
const LOOKS = /^(docker network inspect|docker inspect|docker ps|ip -o|ip route get|test) ?/;

function listed(steps: PreparedChange['plan']['steps']): string[] {
  return steps.flatMap(({ command }) => command.split('; '));
}

/** A change that was kept, and the one that takes it back. */
function andBack(planner: Planner): PreparedChange[] {
  const first = prepare(story(), planner);
  const { change, stopFirst, plan } = first;
  if (!('file' in change)) throw new Error('it has a file');
  const device = change.kind === 'bridge' ? change.newDevice : change.device;
  const newDevice = change.kind === 'bridge' ? { newDevice: device } : {};
  const after = story(change.file.after.toString());
  const input = { ...after, id: 'takesback123', bridge: { ...after.bridge, device } };
  const earlier = {
    plan,
    described: { stopFirst, change: { kind: change.kind, ...newDevice } },
    bytes: change.file,
  };
  const second = prepare(input, () => planRevertOf(earlier, input));
  return [first, { ...second, plan: { ...second.plan, reverts: plan.id } }];
}

/** Up to its end, but for the word that it may stay. */
function make(host: ReturnType<typeof tracedHost>, { plan: { id } }: PreparedChange) {
  expect(host.run(id, 'prepare', '1')).toBe('prepared');
  expect(host.run(id, 'arm', '1')).toBe('armed');
  const before = host.trace();
  host.run(id, 'apply', '1');
  expect([host.stateOf(id), host.run(id, 'status')]).toEqual(['applied', expect.anything()]);
  return { before, forward: host.trace() };
}

describe('what the script runs is what the reader approved, in the same order', { timeout: 60_000 }, () => {
  it.each<[string, () => PreparedChange[]]>([
    ['bip', () => [prepare(story(), planBip)]],
    ['bip, without a file', () => [prepare(story(null), planBip)]],
    ['bip, with live-restore', () => [prepare(withLiveRestore(story()), planBip)]],
    ['bridge', () => [prepare(story(), planBridge)]],
    ['network', () => [prepare(compose(), planNetwork)]],
    ['bip, taken back', () => andBack(planBip)],
    ['bridge, taken back', () => andBack(planBridge)],
  ])('%s', (_, plans) => {
    const [first, second] = plans();
    if (first === undefined) throw new Error('there is one');
    const host = tracedHost(first);
    if (second !== undefined) {
      make(host, first);
      host.run(first.plan.id, 'confirm', '1');
      host.trace();
      host.store(second);
    }
    const { plan, change, containers } = second ?? first;
    const names = new Map([
      ...[...containers, ...plan.affected].map(({ id, name }) => [id, name] as const),
      ...(change.kind === 'network' ? [[change.id, change.name] as const] : []),
    ]);
    const told = (commands: readonly string[]) => changing(commands, names, plan.bridge.network);
    const { before, forward } = make(host, second ?? first);
    expect(told(before)).toEqual([]);
    expect(told(forward)).toEqual(told(listed(plan.steps)));
    host.run(plan.id, 'undo', 'by hand');
    expect(host.stateOf(plan.id)).toBe('undone');
    expect(told(host.trace())).toEqual(told(listed(plan.undo.steps)));
  });
});
