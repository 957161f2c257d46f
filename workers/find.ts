import type { LookUp } from '../src/flows/find-container/directory.ts';
import type { FindJob } from '../src/queue/find-job.ts';
import { findJobs } from '../src/queue/find-job.ts';
import type { ActiveJob, JobQueue } from '../src/queue/queue.ts';
import type { FoundContainer, FoundContainers, NotAsked } from '../src/report/found-container.ts';
import type { Language } from '../src/text/language.ts';
import { say, type Text } from '../src/text/say.ts';
import { tell } from '../src/text/tell.ts';

/** Looks a container up on the hosts that this process serves; of one alone where named. */
export type LookUpHere = (
  name: string,
  options: { readonly host?: string; readonly fresh?: boolean; readonly signal: AbortSignal },
) => Promise<LookUp>;

/** A site that other workers serve, and its hosts. */
export interface OtherSite {
  readonly site: string | undefined;
  readonly hosts: readonly string[];
}

export interface SearchDeps {
  readonly lookUp: LookUpHere;
  readonly queue: Pick<JobQueue, 'call' | 'hasWorker'>;
  readonly otherSites: readonly OtherSite[];
}

/** A dead host is given up after five seconds, and its site's answer comes after that. */
const othersWithinMs = 7_000;

/** For a worker of another site: what is here. */
export async function answerFind(
  { data, signal }: ActiveJob<FindJob>,
  { lookUp }: Pick<SearchDeps, 'lookUp'>,
): Promise<FoundContainers> {
  return foundBy(await lookUp(data.container, { signal }), data.language);
}

/** Everywhere: here, and at each other site through its workers. */
export async function search(
  container: string,
  deps: SearchDeps,
  { signal, ...asked }: Pick<FindJob, 'traceId' | 'language'> & { readonly signal: AbortSignal },
): Promise<FoundContainers> {
  const others = deps.otherSites.map((other) => askOther(other, { container, ...asked }, deps));
  const here = deps.lookUp(container, { signal }).then((found) => foundBy(found, asked.language));
  return together(await Promise.all([here, ...others]));
}

async function askOther(
  { site, hosts }: OtherSite,
  job: FindJob,
  { queue }: Pick<SearchDeps, 'queue'>,
): Promise<FoundContainers> {
  const silent = (why: Text) => {
    const because = tell(why, job.language ?? 'en');
    return { ...nothing, notAsked: hosts.map((host) => ({ host, because })) };
  };
  const name = site ?? say`hosts without a site`;
  if (!(await queue.hasWorker(findJobs, site))) return silent(say`No worker serves ${name} just now.`);
  const answer = await queue.call(findJobs, { site, job }, othersWithinMs);
  return answer ?? silent(say`No worker of ${name} answered within ${othersWithinMs / 1000} s.`);
}

const nothing: FoundContainers = { matches: [], earlier: [], near: [], notAsked: [] };
const mostNear = 5;

export function foundBy(lookUp: LookUp, language: Language = 'en'): FoundContainers {
  const notAsked: NotAsked[] = lookUp.notAsked.map(({ host, because }) => ({
    host,
    because: tell(because, language),
  }));
  switch (lookUp.kind) {
    case 'found':
      return { matches: [flat(lookUp.match)], earlier: lookUp.others.map(flat), near: [], notAsked };
    case 'several':
      return { ...nothing, matches: lookUp.matches.map(flat), notAsked };
    case 'none':
      return { ...nothing, near: lookUp.near.map(flat), notAsked };
    default:
      return lookUp satisfies never;
  }
}

/** A name that means one container here and one there means several. */
function together(all: readonly FoundContainers[]): FoundContainers {
  const matches = all.flatMap((one) => one.matches);
  return {
    matches,
    earlier: matches.length === 1 ? all.flatMap((one) => one.earlier) : [],
    near: matches.length === 0 ? all.flatMap((one) => one.near).slice(0, mostNear) : [],
    notAsked: all.flatMap((one) => one.notAsked),
  };
}

type Found = Extract<LookUp, { kind: 'found' }>['match'];

function flat({ host, container }: Found): FoundContainer {
  const { id, name, image, state, status, project, service, previous } = container;
  return {
    host: host.name,
    id,
    name,
    image,
    state,
    status,
    ...(project === undefined ? {} : { project }),
    ...(service === undefined ? {} : { service }),
    ...(previous === undefined ? {} : { previous }),
  };
}
