import { FerrymanError } from '../errors.ts';
import type { Found, LookUp } from '../flows/find-container/directory.ts';
import type { Shells } from '../flows/open-shell.ts';
import type { Host } from '../hosts/host.ts';
import type { RedactorOptions } from '../redact/redactor.ts';
import { logWordsFor } from '../render/logs-words.ts';
import { oneLine } from '../render/untrusted.ts';
import type { LogsAsked } from '../report/log-query.ts';
import type { Reader } from '../text/reader.ts';
import { table } from './table.ts';

type OneFound = Extract<LookUp, { kind: 'found' }>;

export interface Look {
  readonly hosts: readonly Host[];
  readonly shells: Shells;
  /** With the team's own patterns: why a host could not be asked is shown. */
  readonly redact: RedactorOptions;
  readonly signal: AbortSignal;
  readonly reader: Reader;
  /** What to type for the same question about this container: a whole line, ready for a shell. */
  readonly commandFor: (container: string, host: string) => string;
}

/** The one container that is meant. Throws a `FerrymanError` with what to type where it is none or not the only one. */
export async function findContainer(
  { container, host }: LogsAsked,
  { hosts, shells, redact, signal, reader, commandFor }: Look,
): Promise<OneFound> {
  if (hosts.length === 0) {
    throw new FerrymanError(
      'config-invalid',
      'There is no host in the configuration.',
      'Write one below hosts:',
    );
  }
  const { createDirectory } = await import('../flows/find-container/directory.ts');
  const directory = createDirectory({ hosts, shells, redact });
  try {
    const found = await directory.lookUp(container, { signal });
    switch (found.kind) {
      case 'found':
        return found;
      case 'several':
        throw several(container, found.matches, { reader, commandFor });
      case 'none':
        throw none(container, host, found, { reader, commandFor });
    }
    return found satisfies never;
  } finally {
    directory.close();
  }
}

function several(
  container: string,
  matches: readonly Found[],
  { reader, commandFor }: Pick<Look, 'reader' | 'commandFor'>,
): FerrymanError {
  return new FerrymanError(
    'several-containers',
    reader.t`${container} is ${matches.length} containers. Type one of these:`,
    choices(matches, commandFor),
  );
}

/** Where hosts could not be asked it may well be there, so that it is no mistake of the person. */
function none(
  container: string,
  host: string | undefined,
  { near, notAsked }: Extract<LookUp, { kind: 'none' }>,
  { reader, commandFor }: Pick<Look, 'reader' | 'commandFor'>,
) {
  const words = logWordsFor(reader);
  return new FerrymanError(
    notAsked.length === 0 ? 'unknown-container' : 'container-not-found',
    words.none(container, host, notAsked.length),
    [
      ...(near.length === 0 ? [] : [words.near, choices(near, commandFor)]),
      ...(notAsked.length === 0
        ? near.length === 0
          ? [words.noneNext]
          : []
        : [
            `${words.notAskedTitle}:`,
            ...notAsked.map((one) => `  ${oneLine(one.host)}: ${oneLine(reader.tell(one.because))}`),
            reader.t`See why with: ferryman doctor`,
          ]),
    ].join('\n'),
  );
}

function choices(found: readonly Found[], commandFor: Look['commandFor']): string {
  const rows = found.map(({ host, container: { name, status, image } }) => [
    `  ${oneLine(commandFor(name, host.name))}`,
    oneLine(host.name),
    oneLine(status),
    oneLine(image),
  ]);
  return table(['  TYPE', 'HOST', 'STATUS', 'IMAGE'], rows).trimEnd();
}
