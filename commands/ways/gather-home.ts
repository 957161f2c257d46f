import type { Logger } from 'pino';
import { lookUpHost } from '../../src/hosts/inventory.ts';
import { rankHosts } from '../../src/hosts/rank-hosts.ts';
import { decisionIdOf, fixApplyJobs } from '../../src/queue/fix-apply-job.ts';
import { diagnoseJobs } from '../../src/queue/diagnose-job.ts';
import { type FixPlanJob, fixPlanJobs } from '../../src/queue/fix-plan-job.ts';
import { logsJobs } from '../../src/queue/logs-job.ts';
import { lastVerdicts } from '../../src/queue/last-verdicts.ts';
import type { Asked, JobProgress } from '../../src/queue/job-kind.ts';
import type { ListedJob } from '../../src/queue/queue.ts';
import { gravest, type LastVerdict } from '../../src/report/last-verdict.ts';
import type { Home, HomeApproval, HomeJob, HomeVerdict } from '../../src/render/slack/home.ts';
import { mayAsk } from '../access.ts';
import { sitesOf } from '../../src/hosts/sites.ts';
import { needsSomebodyElse } from '../fix-decision.ts';
import type { HomeWatched } from '../../src/render/slack/home-watched.ts';
import { isDirect } from './direct.ts';
import { gatherWatched } from './gather-watched.ts';
import type { FormDeps } from './form.ts';
import type { Resident } from './home.ts';

/** Slack takes a hundred blocks; nobody reads that many hosts. */
const mostHosts = 20;
const mostFindings = 8;
/** Of each kind and site. */
const mostJobs = 20;

type Deps = FormDeps & { readonly logger: Logger };

/** What the home tab of somebody who may ask shows. What the store does not answer is left out, and the log says so. */
export async function gatherHome(resident: Resident, deps: Deps): Promise<Omit<Home, 'search' | 'metadata'>> {
  const { config, queue, logger } = deps;
  const otherwise =
    <T>(nothing: T, what: string) =>
    (error: unknown) => {
      logger.warn({ err: error }, `the home tab lacks ${what}`);
      return nothing;
    };
  const names = config.hosts.map(({ name }) => name);
  const [verdicts, jobs, approvals] = await Promise.all([
    lastVerdicts(queue.kept).read(names).catch(otherwise<LastVerdict[]>([], 'the last verdicts')),
    liveJobs(resident, deps).catch(otherwise<HomeJob[]>([], 'what runs')),
    approvalsOf(resident, deps).catch(otherwise<HomeApproval[]>([], 'what waits for an approval')),
  ]);
  const newest = verdicts.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));
  const of = (name: string) => gravest(newest.filter(({ host }) => host === name));
  const ranked = rankHosts(config.hosts, resident.search);
  // Those that were asked about lately come first, unless somebody looks for one.
  const recency = new Map([...new Set(newest.map(({ host }) => host))].map((host, index) => [host, index]));
  const place = ({ name }: { readonly name: string }) => recency.get(name) ?? newest.length;
  const hosts = resident.search === '' ? ranked.toSorted((a, b) => place(a) - place(b)) : ranked;
  const found = once(newest.filter(({ verdict }) => verdict === 'faulty')).filter((one) =>
    matches(one, resident.search),
  );
  const links = linksFor(resident, deps);
  return {
    watched: await gatherAllWatched(resident, links, deps).catch(
      otherwise({ ...nothingWatched, now: deps.clock() }, 'what is watched'),
    ),
    hosts: await Promise.all(
      hosts.slice(0, mostHosts).map(async ({ name, site, tags }) => ({
        name,
        about: [...(site === undefined ? [] : [site]), ...tags],
        last: await withLink(of(name), links),
      })),
    ),
    moreHosts: Math.max(0, hosts.length - mostHosts),
    jobs: resident.search === '' ? jobs : jobs.filter(({ name }) => contains(name, resident.search)),
    approvals,
    findings: await Promise.all(
      found.slice(0, mostFindings).map(async (verdict) => ({ ...verdict, ...(await links(verdict.card)) })),
    ),
  };
}

const nothingWatched = {
  watched: 0,
  incidents: [],
  watches: [],
  quiets: [],
  mayWatch: false,
  mayQuiet: false,
} as const satisfies Omit<HomeWatched, 'now'>;

/** For those who may ask for the same with a command. */
async function gatherAllWatched(resident: Resident, links: Links, deps: Deps): Promise<HomeWatched> {
  const may = async (what: 'status' | 'watch' | 'quiet') =>
    (await mayAsk(what, resident, { ...deps, access: deps.config.access })).kind === 'admitted';
  const [maySee, mayWatch, mayQuiet] = await Promise.all([may('status'), may('watch'), may('quiet')]);
  if (!maySee && !mayWatch && !mayQuiet) return { ...nothingWatched, now: deps.clock() };
  return { ...(await gatherWatched(resident.search, links, deps)), mayWatch, mayQuiet };
}

/** One fault that several questions found stands there once, as the newest of them found it. */
function once(newest: readonly LastVerdict[]): LastVerdict[] {
  const seen = new Set<string>();
  return newest.filter(({ host, title, titles }) => {
    const key = JSON.stringify([host, titles?.['en'] ?? title]);
    return seen.size < seen.add(key).size;
  });
}

/** In any language: people search for what they read, and for what others wrote to them. */
function matches({ host, title = '', titles = {} }: LastVerdict, search: string): boolean {
  return [host, title, ...Object.values(titles)].some((text) => contains(text, search));
}

function contains(text: string, search: string): boolean {
  return text.toLowerCase().includes(search.toLowerCase());
}

async function liveJobs(resident: Resident, deps: Deps): Promise<HomeJob[]> {
  const { queue } = deps;
  const sites = sitesOf(deps.config.hosts);
  const live = { state: 'live', most: mostJobs } as const;
  const about = ({ data, running, progress }: ListedJob<Asked, unknown>) => ({
    by: data.requestedBy.userId,
    running,
    link: linkOf(progress, resident),
  });
  const [diagnoses, logs, plans, changes] = await Promise.all([
    queue.list(diagnoseJobs, sites, live),
    queue.list(logsJobs, sites, live),
    queue.list(fixPlanJobs, sites, live),
    queue.list(fixApplyJobs, sites, live),
  ]);
  return [
    ...changes.map((job) => ({ kind: 'fix-apply' as const, name: job.data.fix.host, ...about(job) })),
    ...plans.map((job) => ({ kind: 'fix-plan' as const, name: job.data.host, ...about(job) })),
    ...diagnoses.map((job) => ({
      kind: 'diagnose' as const,
      name: job.data.host,
      asked: job.data.asked,
      ...about(job),
    })),
    ...logs.map((job) => ({
      kind: 'logs' as const,
      name: job.data.host === undefined ? job.data.container : `${job.data.container} (${job.data.host})`,
      ...about(job),
    })),
  ];
}

/** Plans that this person may decide about, that nobody has decided about and that still stand. */
async function approvalsOf(resident: Resident, deps: Deps): Promise<HomeApproval[]> {
  const { config, people, queue, clock, logger } = deps;
  const admission = await mayAsk('approve', resident, { access: config.access, people, logger });
  if (admission.kind === 'refused') return [];
  const sites = sitesOf(deps.config.hosts);
  const [planned, applying, applied] = await Promise.all([
    queue.list(fixPlanJobs, sites, { state: 'ended', most: 50 }),
    queue.list(fixApplyJobs, sites, { state: 'live', most: 50 }),
    queue.list(fixApplyJobs, sites, { state: 'ended', most: 50 }),
  ]);
  const decided = new Set([...applying, ...applied].map(({ id }) => id));
  return planned.flatMap(({ data, result, progress }) => {
    const plan = result?.plan;
    if (plan === undefined || clock() >= Date.parse(plan.expiresAt) || decided.has(decisionIdOf(plan)))
      return [];
    if (!canApprove(data, progress, resident, deps)) return [];
    return [
      {
        host: data.host,
        by: data.requestedBy.userId,
        expiresAt: plan.expiresAt,
        link: linkOf(progress, resident),
      },
    ];
  });
}

/** No plan of a host that is gone or a recording, none that somebody else has to approve, and none whose buttons this person cannot see. */
function canApprove(
  { host: name, requestedBy, where }: Pick<FixPlanJob, 'host' | 'requestedBy' | 'where'>,
  { thread }: JobProgress,
  resident: Resident,
  { config }: Deps,
): boolean {
  const found = lookUpHost(config, name);
  if (found.kind !== 'found' || found.host.via.kind === 'snapshot') return false;
  return (
    mayRead(thread ?? where, resident) && !needsSomebodyElse(found.host, requestedBy.userId, resident.userId)
  );
}

type Links = (card: LastVerdict['card']) => Promise<{ readonly link?: string | undefined }>;

/** What stands in the direct messages of somebody else is nothing to link to. */
function mayRead({ channelId }: Pick<LastVerdict['card'], 'channelId'>, resident: Resident): boolean {
  return !isDirect(channelId) || channelId === resident.channelId;
}

function linkOf({ thread, permalink }: JobProgress, resident: Resident): string | undefined {
  return thread !== undefined && mayRead(thread, resident) ? permalink : undefined;
}

/** Each card once. */
function linksFor(resident: Resident, { notifier }: Deps): Links {
  const asked = new Map<string, Promise<string | undefined>>();
  return async (card) => {
    if (!mayRead(card, resident)) return {};
    const key = `${card.channelId} ${card.ts}`;
    const link = asked.get(key) ?? notifier.permalink(card);
    asked.set(key, link);
    return { link: await link };
  };
}

async function withLink(verdict: LastVerdict | undefined, links: Links): Promise<HomeVerdict | undefined> {
  return verdict === undefined ? undefined : { ...verdict, ...(await links(verdict.card)) };
}
