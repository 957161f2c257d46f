import type { Unit } from '../facts/docker-unit.ts';
import { known, valueOr, type Known } from './known.ts';
import type { ParsedFacts } from './parsed-facts.ts';

/** Whether Docker is there and whether its daemon runs. */
export interface DockerService {
  readonly state: 'not-installed' | 'up' | 'down';
  /** The unit that runs the daemon, where systemd has one: docker.service, docker-latest.service, snap.docker.dockerd.service. */
  readonly unit?: Unit;
  readonly socketUnit?: Unit;
  /** How the daemon was started, where its process was seen. */
  readonly argv?: readonly string[];
}

export function dockerServiceOf(facts: ParsedFacts): Known<DockerService> {
  const units = valueOr(facts.get('docker-unit'), []).filter(({ loadState }) => loadState !== 'not-found');
  const engines = units.filter(({ id }) => id !== 'docker.socket' && id !== 'containerd.service');
  const unit = engines.find(({ activeState }) => activeState === 'active') ?? engines[0];
  const socketUnit = units.find(({ id }) => id === 'docker.socket');
  const processes = facts.get('dockerd-process');
  const binaries = valueOr(facts.get('docker-binaries'), {});
  const withUnits = { ...(unit && { unit }), ...(socketUnit && { socketUnit }) };

  const daemon = valueOr(processes, []).find(
    ({ name, ofThisHost }) => name.startsWith('dockerd') && ofThisHost !== false,
  );
  // A unit that fails and is tried again has a process for a moment each time, which is no running daemon.
  const runs = unit === undefined ? daemon !== undefined : unit.activeState === 'active';
  if (runs || facts.status('docker-inspect') === 'ok') {
    return known({ state: 'up', ...withUnits, ...(daemon && { argv: daemon.argv }) });
  }
  const installed = unit !== undefined || 'dockerd' in binaries || 'dockerd-current' in binaries;
  if (installed && processes.kind === 'unknown' && unit === undefined) return processes;
  return known({ state: installed ? 'down' : 'not-installed', ...withUnits });
}
