import type { Reading } from '../../src/facts/fact.ts';
import type { Snapshot } from '../../src/facts/snapshot.ts';

/** A recording tells of the host and nothing of the machine that the lab ran on, and is no longer than it needs to be. */
export function tidySnapshot(snapshot: Snapshot): Snapshot {
  const ids = containerIds(snapshot.readings['docker-containers']);
  const readings = Object.fromEntries(
    Object.entries(snapshot.readings).map(([fact, reading]) => [fact, tidyReading(fact, reading, ids)]),
  );
  return { ...snapshot, readings };
}

function tidyReading(fact: string, reading: Reading, ids: readonly string[]): Reading {
  const argv = reading.argv.map((word) => shortened(word));
  if (reading.status !== 'ok') return { ...reading, argv };
  return { ...reading, argv, stdout: withoutKernelBuild(tidyText(fact, reading.stdout, ids)) };
}

/** A script stands in its fact's own file; its first words tell which it was. The paths of Docker's API stay whole. */
function shortened(word: string): string {
  return word.length > 200 && !word.startsWith('GET ') && /\s/.test(word) ? `${word.slice(0, 80)}…` : word;
}

function tidyText(fact: string, text: string, ids: readonly string[]): string {
  switch (fact) {
    case 'kernel-log':
      return keptLines(
        // The lab puts each host into a cgroup of its own, which on a server is the root.
        text.replaceAll(/\/fml-[0-9a-f]+-\d+(?=\/)/g, ''),
        (line, before) => isKill(line, ids) || (isVictim(line) && isKill(before, ids)),
      );
    // systemd-nspawn's own mounts, which no server has.
    case 'disks':
    case 'inodes':
      return keptLines(text, (line) => !line.includes(' /run/host/'));
    case 'mounts':
      return keptLines(
        text.replaceAll(/(lowerdir|upperdir|workdir)=[^, ]*/g, '$1=…'),
        (line) => !line.includes(' /run/host') && !line.startsWith('/dev/vda /run/'),
      );
    case 'memory':
      return keptLines(text, (line) => /^(Mem|Swap|Buffers|Cached|Shmem|SReclaimable|Commit)/.test(line));
    // What each runtime can do, six thousand characters of it.
    case 'docker-info':
      return text.replaceAll(
        /"status":\{"org\.opencontainers\.runtime-spec\.features":"(?:[^"\\]|\\.)*"\}/g,
        '"status":{}',
      );
    // gRPC's chatter, a third of the journal.
    case 'docker-journal':
      return keptLines(text, (line) => !line.includes('module=grpc'));
    default:
      return text;
  }
}

/** All hosts of a lab share one kernel, and its log tells of all of them. */
function isKill(line: string, ids: readonly string[]): boolean {
  return line.includes('oom-kill:') && ids.some((id) => line.includes(id));
}

function isVictim(line: string): boolean {
  return line.includes('Memory cgroup out of memory');
}

function keptLines(text: string, keep: (line: string, before: string) => boolean): string {
  const lines = text.split('\n');
  return lines.filter((line, index) => line === '' || keep(line, lines[index - 1] ?? '')).join('\n');
}

/** `6.18.44-fc-v669` → `6.18.44` */
function withoutKernelBuild(text: string): string {
  return text.replaceAll(/\b(\d+\.\d+\.\d+)-(?:fc|kvm|azure|aws|gcp)[\w.-]*/g, '$1');
}

function containerIds(reading: Reading | undefined): readonly string[] {
  if (reading?.status !== 'ok') return [];
  return [...reading.stdout.matchAll(/"Id":"([0-9a-f]{64})"/g)].map(([, id = '']) => id);
}
