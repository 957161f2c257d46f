import { inWords } from '../../facts/reasons.ts';
import { describeOutcome } from '../../model/attempts.ts';
import type { Views } from '../../model/views.ts';
import { say, sentences, type Text } from '../../text/say.ts';
import { defineRule, type Finding } from '../rule.ts';
import { logEvidence } from '../evidence.ts';
import { spokenNow, suffering, type Spoken } from '../log-signature.ts';
import { placeOf, servicesOf, type Service } from './service-of.ts';

/**
 * Seen: the application answers 500 or ends; its log says `error: 40 - Could not open a connection to SQL Server`.
 * Why: no TCP connection to the server came about. The sentence is the same for a name that does not resolve, a route into a
 * bridge, a firewall that drops, and a port on which nobody listens; an attempt to that server tells them apart. What a rule
 * about routes, firewalls or names explains is left to it.
 * Not seen: the server's own side. A server that answers now has been back since: an old line is no fault.
 */
export const sqlserverError40 = defineRule({
  id: 'sqlserver-error-40',
  title: say`An application gets no connection to its SQL Server`,
  rank: 'general',
  needs: ['containers', 'logs', 'question', 'symptoms', 'attempts'],
  evaluate: (views) =>
    spokenNow(/error: 40 - Could not open a connection to SQL Server/i, views).flatMap((spoken) => {
      const services = servicesOf(spoken.container, views, new Set([1433]));
      const failing = services.filter(({ fails }) => fails);
      if (failing.length > 0) return [finding(spoken, failing, views)];
      // Everything that it may mean answers, or nobody knows what it means and it lives with it.
      const isAsked = views.question.asked.container === spoken.container.name;
      return services.length > 0 || !(spoken.down || isAsked) ? [] : [finding(spoken, [], views)];
    }),
});

type Seen = Pick<Views, 'question' | 'attempts'>;

function finding({ container, lines, down }: Spoken, failing: readonly Service[], views: Seen): Finding {
  const { name } = container;
  const places = failing.map(({ need }) => placeOf(need));
  const [place] = places;
  const fork = forkOf(failing[0], name, views);
  const target = place?.replace(':', '/') ?? 'SERVER/1433';
  const dial = `timeout 3 bash -c '</dev/tcp/${target}'`;
  return {
    severity: down || failing.length > 0 ? 'critical' : 'warning',
    certainty: failing.length > 0 ? 'proven' : 'likely',
    subject: { kind: 'container', name },
    title:
      place !== undefined
        ? say`${name} cannot reach its SQL Server: ${place} ${fork.how}`
        : say`${name} cannot reach its SQL Server, and nobody knows which that is`,
    explanation: sentences(
      say`The log of ${name} says \`error: 40\`: no network connection to its SQL Server came about. The sentence is the same whatever the reason is.`,
      fork.why,
    ),
    evidence: [
      logEvidence(container, lines),
      ...failing.map(({ need }) => ({
        source: say`connection attempts to ${placeOf(need)}`,
        lines: attemptsTo(need.name, name, views),
      })),
    ],
    falsifier: say`wrong if \`${dial}\` connects, on the host and inside the network of ${name}`,
    fix: {
      summary: remedyOf(place, fork, name, views.question.host),
      commands: [
        `${dial} && echo open`,
        `nsenter -t $(docker inspect -f '{{.State.Pid}}' ${name}) -n ${dial} && echo open`,
      ],
      risk: say`Trying costs nothing. A changed connection string means that the container is recreated.`,
    },
    explains: [...suffering(container, views), ...failing.flatMap(({ keys }) => keys)],
    follows: failing.flatMap(({ keys }) => keys),
  };
}

function remedyOf(place: string | undefined, fork: Fork, name: string, host: string): Text {
  if (place === undefined) {
    return say`Look up the server in the connection string of ${name}, put it under \`needs\` of this host in the inventory, and ask again; or try it by hand, with its address for SERVER.`;
  }
  return fork.isRefused === true
    ? say`Start SQL Server at ${place}, let it listen on that port, or correct the port in the connection string of ${name}.`
    : say`Find out where the packets to ${place} end: ask \`diagnose ${host} to ${place}\`; check the address in the connection string of ${name}.`;
}

interface Fork {
  /** As in `10.0.0.8:1433 …`. */
  readonly how: Text;
  readonly why: Text;
  readonly isRefused?: true;
}

/** How the attempts fail says which branch it is. */
function forkOf(service: Service | undefined, container: string, { attempts }: Seen): Fork {
  if (service === undefined) {
    return {
      how: say`fails`,
      why: say`The connection string is not among what Ferryman reads, so the server could not be tried: name it under \`needs\`.`,
    };
  }
  const outcome = attempts.toNeed(service.need.name);
  switch (outcome?.kind) {
    case 'refused':
      return {
        how: say`is refused`,
        why: say`The server answers at once that nobody listens on that port: SQL Server is stopped, listens on another port or only locally, or the connection string names the wrong one. Routes and firewalls are not the reason.`,
        isRefused: true,
      };
    case 'timed-out':
      return {
        how: say`does not answer`,
        why: say`Packets leave and nothing comes back: the server is off, its allow-list or security group does not know this host, or the address belongs to another network.`,
      };
    case 'unreachable':
      return {
        how: say`cannot be reached`,
        why: say`The kernel knows at once that it gets nowhere (${inWords(outcome.because)}): a name that does not resolve, or no way to that address.`,
      };
    case 'connected':
      return {
        how: say`answers the host, and not ${container}`,
        why: say`The host gets a connection and the container does not: its own network, its address translation or a rule for forwarded packets stands in between.`,
      };
    case 'reset-after-accept':
    case 'not-tried':
    case undefined:
      return { how: say`fails`, why: say`The attempts below say how it fails now.` };
  }
  return outcome satisfies never;
}

function attemptsTo(need: string, container: string, { attempts }: Seen): Text[] {
  const outcome = attempts.toNeed(need);
  return [
    ...(outcome === undefined ? [] : [say`from the host: ${describeOutcome(outcome)}`]),
    ...attempts
      .toNeedInside(need)
      .filter((one) => one.container === container)
      .map((one) => say`inside ${container}: ${describeOutcome(one.outcome)}`),
  ];
}
