import type { HostStatus, Status } from './status.ts';

/** What of everything is about one host, the hosts of a tag or those of a site; undefined where nothing is called that. */
export function narrowed(status: Status, on: string): Status | undefined {
  const meant = hostsCalled(status.hosts, on);
  if (meant.length === 0) return undefined;
  const names = new Set(meant.map(({ name }) => name));
  const sites = new Set(meant.map(({ site }) => site));
  return {
    ...status,
    hosts: meant,
    watched: meant.filter(({ state }) => state !== 'unwatched').length,
    incidents: status.incidents.filter(({ members }) => members.some(({ host }) => names.has(host))),
    sites: status.sites.filter(({ site }) => sites.has(site)),
    queues: status.queues.filter(({ site }) => sites.has(site)),
    jobs: status.jobs.filter(({ host }) => host !== undefined && names.has(host)),
  };
}

/** What can be asked for. */
export function namesIn(hosts: readonly Pick<HostStatus, 'name' | 'site' | 'tags'>[]): string[] {
  return [...new Set(hosts.flatMap(({ name, site, tags }) => [name, ...tags, ...(site ? [site] : [])]))];
}

/** A name that is a host's is that host; a tag goes before a site. */
function hostsCalled(hosts: readonly HostStatus[], on: string): readonly HostStatus[] {
  const named = hosts.filter(({ name }) => name === on);
  if (named.length > 0) return named;
  const tagged = hosts.filter(({ tags }) => tags.includes(on));
  return tagged.length > 0 ? tagged : hosts.filter(({ site }) => site === on);
}
