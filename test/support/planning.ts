import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Snapshot } from '../../src/facts/snapshot.ts';
import { assemble } from '../../src/fixes/assemble.ts';
import { planBip } from '../../src/fixes/bip-plan.ts';
import type { PreparedChange } from '../../src/fixes/change.ts';
import { tellPrepared, tellRefusal } from '../../src/fixes/tell-plan.ts';
import { chooseFree } from '../../src/fixes/choose.ts';
import { configPath, dockerOf } from '../../src/fixes/docker-of.ts';
import { lookUp } from '../../src/fixes/looked.ts';
import { overlappingOf } from '../../src/fixes/overlapping.ts';
import type { PlanInput, Planner, Refusal } from '../../src/fixes/plan-input.ts';
import type { Surroundings } from '../../src/fixes/surroundings.ts';
import { takenBy, whyFree, type TakenBy } from '../../src/fixes/taken.ts';
import { diagnoseSnapshot } from '../../src/flows/diagnose.ts';
import { parseSnapshot } from '../../src/flows/snapshot-file.ts';
import { formatPrefix } from '../../src/model/prefix.ts';
import { createRedactor } from '../../src/redact/redactor.ts';
import type { FixAnswer, FixOptions } from '../../src/report/fix.ts';
import type { Cause } from '../../src/report/report.ts';
import { tell } from '../../src/text/tell.ts';

/** Looks at one host of the lab, docker0 in the card's subnet: `before`, `fixed`, `fixed-but-one-stopped` and `undone` by hand. */
export function storyAt(moment: 'before' | 'fixed' | 'fixed-but-one-stopped' | 'undone'): Snapshot {
  const path = fileURLToPath(new URL(`../fixes/the-story/${moment}.json`, import.meta.url));
  return parseSnapshot(readFileSync(path, 'utf8'), path);
}

/** A host with everything that a change needs, and that file. */
export function surroundingsWith(text: string | undefined, more: Partial<Surroundings> = {}): Surroundings {
  const path = '/etc/docker/daemon.json';
  const names = ['flock', 'timeout', 'base64', 'sha256sum', 'setsid', 'ip', 'docker', 'systemctl'];
  return {
    access: { kind: 'root' },
    programs: Object.fromEntries(names.map((name) => [name, `/usr/bin/${name}`])),
    validates: false,
    bootId: '6e1c2c0e-7f0b-4d0e-9a55-6d5d1fd2c1aa',
    file: {
      path,
      target: path,
      kind: text === undefined ? 'missing' : 'file',
      ...(text !== undefined && { bytes: Buffer.from(text), mode: '644 0:0' }),
      immutable: false,
      readOnly: false,
      beside: [],
    },
    folders: [],
    needsDaemonReload: false,
    boundUnits: [],
    tunnelled: [],
    orchestrators: [],
    processes: {},
    unread: [],
    ...more,
  };
}

export interface Planning {
  readonly snapshot: Snapshot;
  readonly options?: FixOptions;
  readonly surroundings?: Surroundings;
  readonly taken?: Partial<TakenBy>;
}

/** What a planner is given for a recorded host; throws where there is nothing to plan. */
export function planInputFor(planning: Planning): PlanInput {
  return withCauseFor(planning).input;
}

function withCauseFor({ snapshot, options = {}, surroundings, taken }: Planning): {
  readonly input: PlanInput;
  readonly cause: Cause;
} {
  const { port } = options;
  const report = diagnoseSnapshot(snapshot, port === undefined ? undefined : { port });
  const looked = lookUp(snapshot, report);
  if (looked.kind === 'answered') throw new Error(JSON.stringify(tellRefusal(looked.answer, 'en')));
  const overlapping = overlappingOf(snapshot.host, report.causes, looked.views.bridges);
  const target =
    options.network === undefined
      ? overlapping[0]
      : overlapping.find(({ bridge }) => bridge.network === options.network);
  if (target === undefined) throw new Error(`nothing overlaps on ${snapshot.host}`);
  const file = looked.views.daemonJson;
  const around = surroundings ?? surroundingsWith(file?.content.kind === 'missing' ? undefined : file?.text);
  const free = chooseFree(options, takenBy(takenOf(looked.views, taken)), 1);
  if (!('prefix' in free)) throw new Error(tell(free.because, 'en'));
  const input: PlanInput = {
    id: 'abcdefgh1234',
    host: snapshot.host,
    options,
    snapshot,
    ...looked,
    bridge: target.bridge,
    free,
    surroundings: { ...around, file: { ...around.file, path: configPath(looked.views) } },
    docker: dockerOf(looked.views.dockerService, around),
    undoAfterSeconds: 300,
    redact: (text) => createRedactor({ key: 'test' }).redact(text),
  };
  return { input, cause: target.cause };
}

function takenOf(views: TakenBy['views'], more: Partial<TakenBy> = {}): TakenBy {
  return { views, tunnelled: [], reserved: [], avoid: [], workerAddresses: [], others: [], ...more };
}

type ToldRefusal = Extract<FixAnswer, { kind: 'refused' }>;

/** The whole plan, or why there is none; in English. */
export function planFor(planning: Planning, planner: Planner = planBip): PreparedChange | ToldRefusal {
  const { input, cause } = withCauseFor(planning);
  const planned = planner(input);
  if (planned.kind === 'refused') return toldRefusal(planned, input.host);
  const known = takenOf(input.views, planning.taken);
  const untold = assemble({
    input,
    planned,
    whyFree: whyFree(known, formatPrefix(input.free.prefix)),
    overlapping: [],
    at: new Date('2026-11-22T12:00:00Z'),
    validMinutes: 15,
  });
  return tellPrepared(untold, cause);
}

/** In English. */
export function toldRefusal(refusal: Refusal, host = 'hz-shop'): ToldRefusal {
  const told = tellRefusal({ host, ...refusal }, 'en');
  if (told.kind !== 'refused') throw new Error('it was a refusal');
  return told;
}

/** Throws where there is none. */
export function preparedFor(planning: Planning, planner?: Planner): PreparedChange {
  const planned = planFor(planning, planner);
  if ('kind' in planned) throw new Error(planned.because.join(' '));
  return planned;
}
