import { askCertificates, certificates } from '../facts/certificates.ts';
import { configLines } from '../facts/config-lines.ts';
import { askContainerLimits, containerLimits } from '../facts/container-limits.ts';
import { askDiskUsage, diskUsage } from '../facts/disk-usage.ts';
import { disks, inodes } from '../facts/disks.ts';
import type { Fact, Reading } from '../facts/fact.ts';
import { askMirrorNames, mirrorNames } from '../facts/mirror-names.ts';
import { mounts } from '../facts/mounts.ts';
import { askRabbitNodes, rabbitNodes } from '../facts/rabbit-nodes.ts';
import { sockets } from '../facts/sockets.ts';
import type { Container } from '../model/containers.ts';
import { fileSystemsOf, fullness } from '../model/file-systems.ts';
import { mirrorsOfRegions } from '../model/mirrors.ts';
import type { Asked } from '../report/report.ts';
import type { Section } from '../ssh/script.ts';
import type { Shell } from '../ssh/shell.ts';
import { runSections, type Readings } from './read-host.ts';

const TIMEOUT_MS = 12_000;

export interface FirstLook {
  readonly readings: Readings;
  readonly containers: readonly Container[];
  readonly asked: Asked | undefined;
}

/**
 * What the first look at a host makes worth a second one: what fills a disk that is full, how close running containers are to
 * their limits, and what certificates the ports present on which TLS is usual.
 */
export async function lookCloser(shell: Shell, first: FirstLook, signal?: AbortSignal): Promise<Readings> {
  const sections = [
    ...fullDisks(first),
    ...limits(first),
    ...tlsPorts(first),
    ...mirrors(first),
    ...brokers(first),
  ];
  return sections.length === 0 ? {} : runSections(shell, sections, TIMEOUT_MS, signal);
}

function fullDisks({ readings }: FirstLook): Section[] {
  const full = fileSystemsOf(
    valueOf(disks, readings) ?? [],
    valueOf(inodes, readings) ?? [],
    valueOf(mounts, readings) ?? [],
  ).filter((disk) => fullness(disk) !== 'room');
  if (full.length === 0) return [];
  const argv = askDiskUsage(full.slice(0, 4).map(({ mountPoint }) => mountPoint));
  return [{ id: diskUsage.id, candidates: [argv], privileged: true, timeoutSeconds: 8 }];
}

/** More running containers than this are not looked at. */
const MOST_CONTAINERS = 60;

function limits({ containers }: FirstLook): Section[] {
  const pids = containers
    .filter(({ running, inspect }) => running && inspect.state.pid > 0)
    .slice(0, MOST_CONTAINERS)
    .map(({ inspect }) => inspect.state.pid);
  if (pids.length === 0) return [];
  return [{ id: containerLimits.id, candidates: [askContainerLimits(pids)], privileged: true }];
}

/** HTTPS, and databases, brokers and mail with TLS from the first byte. */
const TLS_PORTS = new Set([
  443, 465, 563, 636, 853, 993, 995, 2376, 3269, 4443, 5671, 6443, 8443, 8883, 9443, 10_443,
]);
const MOST_PORTS = 8;

function tlsPorts({ readings, containers, asked }: FirstLook): Section[] {
  const published = containers
    .filter(({ running }) => running)
    .flatMap((container) => container.published)
    .filter(({ protocol, bound }) => protocol === 'tcp' && bound)
    .filter(({ hostPort, containerPort }) => TLS_PORTS.has(containerPort) || isTls(hostPort, asked))
    .map(({ hostPort, hostIp }) => place(hostIp === '' ? '127.0.0.1' : hostIp, hostPort));
  const own = (valueOf(sockets, readings) ?? [])
    .filter(({ protocol, port }) => protocol === 'tcp' && isTls(port, asked))
    .map(({ address, port }) => place(/^(?:0\.0\.0\.0|::|\*)$/.test(address) ? '127.0.0.1' : address, port));
  const places = [...new Set([...published, ...own])].filter((one) => /^[\w.:[\]-]+$/.test(one));
  if (places.length === 0) return [];
  return [{ id: certificates.id, candidates: [askCertificates(places.slice(0, MOST_PORTS))] }];
}

function isTls(port: number, asked: Asked | undefined): boolean {
  return TLS_PORTS.has(port) || port === asked?.port;
}

function place(address: string, port: number): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

/** A volume may hold the data of several nodes; Docker knows where on the host it lies. */
function brokers({ containers }: FirstLook): Section[] {
  const sources = containers
    .filter(({ running }) => running)
    .flatMap(({ inspect }) => inspect.mounts)
    .filter(({ destination, source }) => destination === '/var/lib/rabbitmq' && source.startsWith('/'))
    .map(({ source }) => source);
  if (sources.length === 0) return [];
  return [{ id: rabbitNodes.id, candidates: [askRabbitNodes(sources.slice(0, 8))], privileged: true }];
}

/** Names that mean something inside one region only: do they here? */
function mirrors({ readings }: FirstLook): Section[] {
  const hosts = [...new Set(mirrorsOfRegions(valueOf(configLines, readings) ?? []).map(({ host }) => host))];
  if (hosts.length === 0) return [];
  const argv = askMirrorNames(hosts.slice(0, 6));
  return [{ id: mirrorNames.id, candidates: [argv], timeoutSeconds: 4 }];
}

function valueOf<Value>(fact: Fact<string, Value>, readings: Readings): Value | undefined {
  const reading: Reading | undefined = readings[fact.id];
  if (reading?.status !== 'ok') return undefined;
  const parsed = fact.parse(reading);
  return parsed.kind === 'value' ? parsed.value : undefined;
}
