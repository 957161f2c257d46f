import type { Status } from '../status/status.ts';
import type { Reader } from '../text/reader.ts';
import { list } from '../text/say.ts';
import { tellSpan } from './incident-span.ts';
import { kindWords } from './status-words.ts';
import { oneLine } from './untrusted.ts';

/** What was known is brought in line with what was told every ten seconds; after so long nobody does it. */
const silenceMs = 60_000;
/** A worker takes a job at once unless all of it is in use. */
const longWaitMs = 30_000;
const mostNames = 8;

/** What keeps Ferryman itself from its work, in whole sentences. */
export function troublesOf(status: Status, reader: Reader): string[] {
  return [
    ...unserved(status, reader),
    ...untold(status, reader),
    ...stuck(status, reader),
    ...late(status, reader),
  ];
}

function unserved({ sites }: Status, { t }: Reader): string[] {
  return sites.flatMap(({ site, workers }) => {
    if (workers !== 0) return [];
    return site === undefined
      ? [t`No worker serves hosts without a site: nobody looks at them, and what is asked of them waits.`]
      : [t`No worker serves ${oneLine(site)}: nobody looks at its hosts, and what is asked of them waits.`];
  });
}

/** Of these the reason of all else is told already. */
function unservedSites(sites: Status['sites']): ReadonlySet<string | undefined> {
  return new Set(sites.filter(({ workers }) => workers === 0).map(({ site }) => site));
}

function untold({ at, toldAt, watched }: Status, reader: Reader): string[] {
  if (watched === 0 || toldAt === undefined) return [];
  const ms = Date.parse(at) - Date.parse(toldAt);
  if (ms < silenceMs) return [];
  return [reader.t`For ${tellSpan(ms, reader)} nobody has been told what watches find: no worker does it.`];
}

function stuck({ at, queues, sites }: Status, reader: Reader): string[] {
  const alone = unservedSites(sites);
  return queues.flatMap(({ kind, site, waiting, waitsSince }) => {
    if (waitsSince === undefined || alone.has(site)) return [];
    const ms = Date.parse(at) - Date.parse(waitsSince);
    if (ms < longWaitMs) return [];
    const what =
      site === undefined ? kindWords(kind, reader) : `${kindWords(kind, reader)} (${oneLine(site)})`;
    return [reader.t`${what}: ${waiting} waiting, the first for ${tellSpan(ms, reader)}.`];
  });
}

function late({ hosts, sites }: Status, { t, tell }: Reader): string[] {
  const alone = unservedSites(sites);
  const names = hosts.filter((host) => host.late && !alone.has(host.site)).map(({ name }) => oneLine(name));
  if (names.length === 0) return [];
  const shown = tell(list(names.slice(0, mostNames)));
  if (names.length === 1) return [t`1 look is late: ${shown}.`];
  return names.length > mostNames
    ? [t`${names.length} looks are late: ${shown} …`]
    : [t`${names.length} looks are late: ${shown}.`];
}
