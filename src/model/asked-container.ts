import type { Container } from './containers.ts';

/** A container by what people call it: its name, its id or the beginning of it, its service in a compose project. */
export function findContainer(containers: readonly Container[], called: string): Container | undefined {
  const ways: readonly ((container: Container) => boolean)[] = [
    ({ name }) => name === called,
    ({ id }) => /^[0-9a-f]{6,64}$/.test(called) && id.startsWith(called),
    ({ inspect }) => inspect.config.labels['com.docker.compose.service'] === called,
    ({ name }) => name.toLowerCase() === called.toLowerCase(),
  ];
  for (const isMeant of ways) {
    const found = containers.filter(isMeant);
    if (found.length > 0) return found.find(({ running }) => running) ?? found[0];
  }
  return undefined;
}
