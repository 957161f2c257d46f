import { connected } from '../../model/attempts.ts';
import { CONNECT_FAILURE } from '../../model/connect-failure.ts';
import type { Container } from '../../model/containers.ts';
import { isLooping } from '../../model/runs.ts';
import type { Views } from '../../model/views.ts';
import { Said, say, type Sayable, sentences } from '../../text/say.ts';
import { logEvidence } from '../evidence.ts';
import { spokenNow, suffering, type Spoken } from '../log-signature.ts';
import { changeCommands, changeIn } from '../owner.ts';
import { defineRule } from '../rule.ts';
import { placeOf, servicesOf } from './service-of.ts';

/**
 * Seen: after a reboot or an update the application does not run; its log says that it got no connection to its database, which
 * answers now. Started by hand, it works.
 * Why: it was started before its database was ready, gave up and ended, and nothing starts it again (restart policy `no`, or
 * `on-failure` with its tries used up). `depends_on` waits for a start, not for an answer.
 * Not seen: a database that was away for another reason at that moment.
 */
export const dbOnlyRestartsLater = defineRule({
  id: 'db-only-restarts-later',
  title: say`An application gave up before its database was ready, and nothing starts it again`,
  needs: ['containers', 'logs', 'question', 'symptoms', 'attempts'],
  wants: ['bootTime'],
  evaluate: (views) =>
    spokenNow(CONNECT_FAILURE, views).flatMap((spoken) => {
      const { container } = spoken;
      if (container.running || isLooping(container, views.question.now)) return [];
      const ready = readyNow(spoken, views);
      if (ready === undefined) return [];
      const { name, inspect } = container;
      const policy = inspect.hostConfig.restartPolicy.name;
      const ended = inspect.state.finishedAt ?? '-';
      return [
        {
          severity: 'critical' as const,
          certainty: ready.later ? ('proven' as const) : ('likely' as const),
          subject: { kind: 'container', name },
          title: say`${name} ended because ${ready.what} was not ready yet, and nothing starts it again`,
          explanation: say`${name} was started, got no connection to ${ready.what}, and ended. ${ready.what} answers now, but with the restart policy \`${policy}\` nobody starts ${name} another time. \`depends_on\` alone only orders the starts; it does not wait until a database takes connections.`,
          evidence: [
            logEvidence(container, spoken.lines),
            {
              source: `docker inspect ${name}`,
              lines: [
                `Status ${inspect.state.status}, ExitCode ${inspect.state.exitCode}, FinishedAt ${ended}, RestartPolicy ${policy}`,
              ],
            },
            { source: ready.source, lines: [ready.line] },
          ],
          falsifier: say`wrong if \`docker start ${name}\` ends with the same words`,
          fix: {
            summary: say`Start ${name}, and give it a restart policy that tries again (or let it wait for a healthy database).`,
            commands: [
              `docker start ${name}`,
              `docker update --restart unless-stopped ${name}`,
              ...changeCommands(container, {
                compose: 'restart: unless-stopped, depends_on: <database>: {condition: service_healthy}',
                run: '--restart unless-stopped',
              }).filter(isComment),
            ],
            risk: sentences(say`It does not serve now, so nothing is interrupted.`, changeIn(container)),
          },
          explains: suffering(container, views),
        },
      ];
    }),
});

/** Where to make the change for good; the commands that make it would do the same as those above. */
function isComment(command: Sayable): boolean {
  return command instanceof Said && command.template.startsWith('#');
}

interface Ready {
  readonly what: Sayable;
  /** It became ready after the application had ended, beyond doubt. */
  readonly later: boolean;
  readonly source: Sayable;
  readonly line: Sayable;
}

type Seen = Pick<Views, 'containers' | 'question' | 'attempts'> & Partial<Pick<Views, 'bootTime'>>;

/** The service that it missed, if that is there now. */
function readyNow(spoken: Spoken, views: Seen): Ready | undefined {
  const { container } = spoken;
  const ended = Date.parse(container.inspect.state.finishedAt ?? '');
  const peer = peerMeant(spoken, views.containers);
  if (peer !== undefined) {
    const started = Date.parse(peer.inspect.state.startedAt ?? '');
    // One that ran all the time was there when the application asked; then it is no matter of order.
    if (!(started > ended - LATE_MS)) return undefined;
    return {
      what: peer.name,
      later: started > ended,
      source: `docker inspect ${peer.name}`,
      line: `Status running, StartedAt ${peer.inspect.state.startedAt ?? '-'}`,
    };
  }
  const services = servicesOf(container, views);
  const [service] = services;
  if (service === undefined || services.some(({ fails }) => fails)) return undefined;
  if (!connected(views.attempts.toNeed(service.need.name))) return undefined;
  const afterBoot = views.bootTime !== undefined && ended / 1000 - views.bootTime < 600;
  return {
    what: say`${service.need.name} (${placeOf(service.need)})`,
    later: afterBoot,
    source: say`connection attempt from the host to ${placeOf(service.need)}`,
    line: say`answers`,
  };
}

/** A database that was started a moment before still needs a while until it takes connections. */
const LATE_MS = 30_000;

/** Another container, which it names in its settings or its log. */
function peerMeant({ container, around }: Spoken, containers: readonly Container[]): Container | undefined {
  const hosts = container.inspect.config.endpoints.map(({ host }) => host);
  return containers.find((other) => {
    if (other === container || !other.running) return false;
    const { networks, config } = other.inspect;
    const names = [
      other.name,
      config.labels['com.docker.compose.service'],
      ...networks.flatMap(({ aliases, ipv4 }) => [...aliases, ipv4]),
    ].filter((name) => name !== undefined);
    return names.some((name) => hosts.includes(name) || isWord(name, around));
  });
}

function isWord(name: string, text: string): boolean {
  return name.length > 1 && text.split(/[^\w.-]+/).some((word) => word.replace(/\.$/, '') === name);
}
