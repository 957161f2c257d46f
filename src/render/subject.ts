import type { Subject } from '../report/report.ts';
import { ANY, recogniser } from '../text/recognise.ts';
import { type Said, say } from '../text/say.ts';
import type { Reader } from '../text/reader.ts';
import { oneLine } from './untrusted.ts';

/** `container portainer`, in the reader's language. A kind that only a team's own rule knows stays as it is written. */
export function nameSubject({ kind, name }: Subject, { tell }: Pick<Reader, 'tell'>): string {
  const called = unnamed(name) ?? oneLine(name);
  return tell(KINDS[kind]?.(called) ?? `${oneLine(kind)} ${tell(called)}`);
}

type Called = string | Said;

const KINDS: Readonly<Record<string, (name: Called) => Said>> = {
  address: (name) => say`address ${name}`,
  bridge: (name) => say`bridge ${name}`,
  cgroups: (name) => say`cgroups ${name}`,
  container: (name) => say`container ${name}`,
  device: (name) => say`device ${name}`,
  disk: (name) => say`disk ${name}`,
  file: (name) => say`file ${name}`,
  'file system': (name) => say`file system ${name}`,
  firewall: (name) => say`firewall ${name}`,
  gateway: (name) => say`gateway ${name}`,
  host: (name) => say`host ${name}`,
  interface: (name) => say`interface ${name}`,
  kernel: (name) => say`kernel ${name}`,
  library: (name) => say`library ${name}`,
  mount: (name) => say`mount ${name}`,
  need: (name) => say`need ${name}`,
  network: (name) => say`network ${name}`,
  package: (name) => say`package ${name}`,
  'policy-rule': (name) => say`policy-rule ${name}`,
  port: (name) => say`port ${name}`,
  process: (name) => say`process ${name}`,
  program: (name) => say`program ${name}`,
  resolver: (name) => say`resolver ${name}`,
  service: (name) => say`service ${name}`,
  setting: (name) => say`setting ${name}`,
  storage: (name) => say`storage ${name}`,
  swarm: (name) => say`swarm ${name}`,
  sysctl: (name) => say`sysctl ${name}`,
  unit: (name) => say`unit ${name}`,
};

/** What rules call a subject of which the host does not say its name. */
const unnamed = recogniser([
  say`a shared library`,
  say`thin pool`,
  say`data root`,
  say`the running kernel`,
  say`the disk below its data`,
  say`name server ${ANY}`,
]);
