import type { Host } from '../../hosts/host.ts';

export interface Found {
  readonly host: Host;
  readonly container: FoundContainer;
}

export interface FoundContainer {
  /** Whole, 64 digits. */
  readonly id: string;
  /** Without the leading slash. */
  readonly name: string;
  readonly image: string;
  /** created, running, paused, restarting, exited, dead, removing */
  readonly state: string;
  /** For people: `Up 3 hours (healthy)`, `Exited (150) 2 minutes ago`. */
  readonly status: string;
  /** Compose's project or Swarm's stack. */
  readonly project?: string;
  readonly service?: string;
  /** ISO 8601. */
  readonly createdAt?: string;
  /** Another container has taken its place since. */
  readonly previous?: boolean;
}

/** A container with what tells whose instance it is. */
export interface Listed extends Found {
  /** Of the service: Compose's container number, Swarm's slot or node. */
  readonly slot?: string;
  /** `docker compose run`: not an instance of the service. */
  readonly once?: boolean;
}

/** What a name stands for: one container and its previous instances. */
export interface Match {
  readonly current: Found;
  readonly previous: readonly Found[];
}

/**
 * Everything that a name may mean: a container's name, a Compose or Swarm service (alone or with its project: `shop/web`,
 * `shop_web`, `shop-web`), a project or stack with all its containers, the beginning of an id. A container of that very name
 * leaves nothing else of its host; projects and ids count where nothing has the name, and so does another case.
 */
export function matchName(listed: readonly Listed[], typed: string): readonly Match[] {
  const name = typed.trim().replace(/^\/+/, '');
  if (name === '') return [];
  for (const meant of ways) {
    const found = listed.filter((one) => meant(one, name));
    if (found.length > 0) return instances(withoutNamesakes(found, name));
  }
  return [];
}

type Way = (one: Listed, name: string) => boolean;

const byName: Way = ({ container, once, slot }, name) => {
  if (container.name === name || ownName(container.name) === name) return true;
  const { project, service } = container;
  if (service === undefined || once === true) return false;
  if (service === name) return true;
  if (project === undefined) return false;
  const whole = ['/', '_', '-', '.'].map((joint) => `${project}${joint}${service}`);
  return whole.some((one) => one === name || (slot !== undefined && `${one}.${slot}` === name));
};

const byProject: Way = ({ container }, name) => container.project === name;

/** Docker itself takes any beginning; shorter ones than this are more likely to be a word. */
const byId: Way = ({ container }, name) => /^[0-9a-f]{6,64}$/.test(name) && container.id.startsWith(name);

const inAnyCase = ({ container, ...rest }: Listed): Listed => ({
  ...rest,
  container: {
    ...container,
    name: container.name.toLowerCase(),
    ...(container.project !== undefined && { project: container.project.toLowerCase() }),
    ...(container.service !== undefined && { service: container.service.toLowerCase() }),
  },
});

const ways: readonly Way[] = [
  byName,
  byProject,
  byId,
  (one, name) => byName(inAnyCase(one), name.toLowerCase()),
  (one, name) => byProject(inAnyCase(one), name.toLowerCase()),
];

function withoutNamesakes(found: readonly Listed[], name: string): readonly Listed[] {
  const owners = found.filter(({ container }) => container.name === name);
  return found.filter((one) => {
    const owner = owners.find(({ host }) => host.name === one.host.name);
    return owner === undefined || instanceOf(owner) === instanceOf(one);
  });
}

/** Previous instances under the one that stands now; running ones first, then by host and name. */
function instances(found: readonly Listed[]): readonly Match[] {
  const groups = new Map<string, Listed[]>();
  for (const one of found) {
    const key = instanceOf(one);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()]
    .map((group) => {
      const [current, ...previous] = group.toSorted(newestFirst);
      return {
        current: toFound(current),
        previous: previous.map((one) => toFound(one, { previous: true })),
      };
    })
    .toSorted(
      (a, b) =>
        Number(runs(b.current)) - Number(runs(a.current)) ||
        a.current.host.name.localeCompare(b.current.host.name) ||
        a.current.container.name.localeCompare(b.current.container.name, 'en', { numeric: true }),
    );
}

/** The same for a container and for those that it replaced. */
function instanceOf({ host, container, slot, once }: Listed): string {
  const { project = '', service } = container;
  const place = service === undefined || slot === undefined || once === true;
  return JSON.stringify([host.name, ...(place ? [ownName(container.name)] : [project, service, slot])]);
}

/** While Compose makes a container anew, the old one is called `0a1b2c3d4e5f_shop-web-1`; it stays so where that fails. */
function ownName(name: string): string {
  return name.replace(/^[0-9a-f]{12}_(?=.)/, '');
}

function newestFirst(a: Listed, b: Listed): number {
  return (
    Number(runs(b)) - Number(runs(a)) ||
    Number(isRenamed(a)) - Number(isRenamed(b)) ||
    (b.container.createdAt ?? '').localeCompare(a.container.createdAt ?? '')
  );
}

function isRenamed({ container }: Listed): boolean {
  return container.name !== ownName(container.name);
}

function runs({ container }: Found): boolean {
  return container.state === 'running' || container.state === 'restarting' || container.state === 'paused';
}

function toFound(one: Listed | undefined, more: { previous?: true } = {}): Found {
  if (one === undefined) throw new Error('a group has a member');
  return { host: one.host, container: { ...one.container, ...more } };
}
