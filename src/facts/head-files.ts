import type { Argv } from './fact.ts';

/** Several files in one process, each under a line with its name; what does not exist is told on standard error. */
export const headFiles = (paths: readonly string[]): Argv => ['head', '-v', '-c', '262144', ...paths];

/** The contents by path, to the byte; only the paths asked for are taken as headings, in the order in which head was given them. */
export function filesOfHead(stdout: string, paths: readonly string[]): Map<string, string> {
  const found: { path: string; start: number; end: number }[] = [];
  for (const path of paths) {
    const heading = `==> ${path} <==\n`;
    const at = stdout.startsWith(heading) ? 0 : stdout.indexOf(`\n${heading}`);
    if (at < 0) continue;
    const end = at + heading.length + (stdout.startsWith(heading) ? 0 : 1);
    found.push({ path, start: at, end });
  }
  return new Map(found.map(({ path, end }, index) => [path, stdout.slice(end, found[index + 1]?.start)]));
}

/** The paths that are there and may not be read. */
export function deniedByHead(stderr: string, paths: readonly string[]): string[] {
  const denied = stderr.split('\n').filter((line) => line.includes('Permission denied'));
  return paths.filter((path) => denied.some((line) => line.includes(path)));
}
