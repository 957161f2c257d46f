import { expect, test } from 'vitest';
import type { LookUp } from '../src/flows/find-container/directory.ts';
import type { FoundContainers } from '../src/report/found-container.ts';
import { type OtherSite, search, type SearchDeps } from './find.ts';

const container = { id: 'a1', name: 'topapi', image: 'topapi:2', state: 'running', status: 'Up' };
const hz = { name: 'hz-1', via: { kind: 'local' }, tags: [], needs: [], source: 'ferryman.yaml:2' } as const;
const nobody: LookUp = { kind: 'none', near: [], notAsked: [] };
const nothing: FoundContainers = { matches: [], earlier: [], near: [], notAsked: [] };
const frankfurt: OtherSite = { site: 'frankfurt', hosts: ['fra-1', 'fra-2'] };

function look(
  here: LookUp,
  others: Partial<Record<string, FoundContainers>>,
  otherSites: readonly OtherSite[] = [frankfurt],
): Promise<FoundContainers> {
  const queue: SearchDeps['queue'] = {
    hasWorker: async (_, site) => site !== 'away',
    // The kinds of other calls have other results; here there is but one.
    call: async (kind, { site }) => {
      const answer = others[site ?? ''];
      return answer === undefined ? undefined : kind.result.parse(answer);
    },
  };
  const deps = { lookUp: async () => here, queue, otherSites };
  return search('topapi', deps, { traceId: 'trace-1', signal: new AbortController().signal });
}

const here: LookUp = {
  kind: 'found',
  match: { host: hz, container },
  others: [{ host: hz, container: { ...container, id: 'old', previous: true } }],
  notAsked: [],
};

test('what is found here alone keeps its earlier instances', async () => {
  expect(await look(here, { frankfurt: nothing })).toEqual({
    ...nothing,
    matches: [{ host: 'hz-1', ...container }],
    earlier: [{ host: 'hz-1', ...container, id: 'old', previous: true }],
  });
});

test('one here and one there are several', async () => {
  const there = { ...nothing, matches: [{ host: 'fra-1', ...container }] };
  const found = await look(here, { frankfurt: there });
  expect(found.matches.map(({ host }) => host)).toEqual(['hz-1', 'fra-1']);
  expect(found.earlier).toEqual([]);
});

test('what is near counts only where nothing is meant', async () => {
  const near = { ...nothing, near: [{ host: 'fra-1', ...container, name: 'topap1' }] };
  expect((await look(nobody, { frankfurt: near })).near).toHaveLength(1);
  expect((await look(here, { frankfurt: near })).near).toEqual([]);
});

test('a site that does not answer, or has no worker, is told by its hosts', async () => {
  const { notAsked } = await look(nobody, {}, [frankfurt, { site: 'away', hosts: ['far-1'] }]);
  expect(notAsked).toEqual([
    { host: 'fra-1', because: 'No worker of frankfurt answered within 7 s.' },
    { host: 'fra-2', because: 'No worker of frankfurt answered within 7 s.' },
    { host: 'far-1', because: 'No worker serves away just now.' },
  ]);
});
