import { structuredPatch } from 'diff';

/** A unified diff of Docker's configuration file, secrets masked; the empty lines of the header left out. */
export function shownDiff(
  path: string,
  before: Buffer | undefined,
  after: Buffer | undefined,
  redact: (text: string) => string,
): string[] {
  // Masked as a whole: a secret is often told by the key on the line above.
  const [one, other] = [before, after].map((bytes) => shown(redact(bytes?.toString() ?? '')));
  const { hunks } = structuredPatch(path, path, one ?? '', other ?? '', '', '', { context: 3 });
  return [
    before === undefined ? '--- /dev/null' : `--- ${path}`,
    after === undefined ? '+++ /dev/null' : `+++ ${path}`,
    ...hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines }) => [
      `@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`,
      ...lines,
    ]),
  ];
}

/** Line ends and a byte order mark are kept in the file, and would only be in the way here. */
function shown(text: string): string {
  return text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
}
