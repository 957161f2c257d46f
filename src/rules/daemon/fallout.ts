import type { DockerData, StoredContainer } from '../../facts/docker-data.ts';
import type { Symptom } from '../../model/symptoms.ts';

/** Containers that Docker wrote down; undefined where that could not be seen. */
export function storedContainers(data: DockerData | undefined): readonly StoredContainer[] | undefined {
  const lists = data?.roots.map(({ containers }) => containers);
  if (lists === undefined || lists.length === 0 || lists.includes(undefined)) return undefined;
  return lists.flatMap((list) => list ?? []);
}

/**
 * What people notice of a Docker that is down: its containers, and the ports that these published. A port that no container
 * published is closed for another reason; where nobody could see which they were, any may have been theirs.
 */
export function fallout(symptoms: readonly Symptom[], data: DockerData | undefined): readonly string[] {
  const stored = storedContainers(data);
  const everyPort = stored === undefined || stored.some(({ networkMode }) => networkMode === 'host');
  const ports = new Set(stored?.flatMap(({ hostPorts }) => hostPorts.map((port) => `port:${port}`)));
  return symptoms
    .map(({ key }) => key)
    .filter(
      (key) =>
        key === 'docker' ||
        key.startsWith('container:') ||
        (key.startsWith('port:') && (everyPort || ports.has(key))),
    )
    .concat((stored ?? []).flatMap(({ name }) => (name === undefined ? [] : [`container:${name}`])));
}
