import { regionIn } from '../../model/region.ts';
import { connected, describeOutcome } from '../../model/attempts.ts';
import type { Container } from '../../model/containers.ts';
import type { ResolvedNeed, Views } from '../../model/views.ts';
import { say, type Sayable, sentences, type Text } from '../../text/say.ts';
import { suffering } from '../log-signature.ts';
import { changeCommands, changeIn } from '../owner.ts';
import { defineRule, type Finding } from '../rule.ts';
import { placeOf, servicesOf, type Service } from './service-of.ts';

/**
 * Seen: after a move the application cannot open its database; the host reaches the database that the inventory lists.
 * Why: the connection string came along with the image or the stack and still names the server of the old region: an address of the
 * old network, or an endpoint whose name holds the old region's id.
 * Not seen: settings in files inside the image; an old server that still answers over a link between the regions.
 */
export const connstringOldRegion = defineRule({
  id: 'connstring-old-region',
  title: say`A connection string still names the server of the old region`,
  needs: ['containers', 'question', 'attempts'],
  evaluate: (views) =>
    views.containers.flatMap((container) =>
      servicesOf(container, views)
        .filter(({ fails, need }) => fails && variableFor(container, need) !== undefined)
        .flatMap((service) => {
          const right = rightOne(service.need, views);
          return right === undefined ? [] : [finding(container, service, right, views)];
        }),
    ),
});

type Seen = Pick<Views, 'question' | 'attempts'>;

interface Right {
  /** Where it should lead; undefined where only the region is known to be another. */
  readonly need?: ResolvedNeed;
  readonly reason: Text;
}

function variableFor(container: Container, need: ResolvedNeed): string | undefined {
  return container.inspect.config.endpoints.find(
    ({ host, port }) => host === need.address && port === need.port,
  )?.variable;
}

/** The inventory lists such a service elsewhere, and that one answers; or the name tells of another region. */
function rightOne(wrong: ResolvedNeed, { question, attempts }: Seen): Right | undefined {
  const listed = question.needs.filter(({ of, port }) => of === undefined && port === wrong.port);
  if (wrong.of === undefined || listed.some(({ address, resolved }) => isSame(wrong, address, resolved)))
    return undefined;
  const answering = listed.find(({ name }) => connected(attempts.toNeed(name)));
  if (answering !== undefined) {
    return {
      need: answering,
      reason: say`The inventory says that this host's ${answering.name} is at ${placeOf(answering)}, and that one answers.`,
    };
  }
  const region = regionIn(wrong.address);
  const here = question.needs
    .filter((need) => need.of === undefined && connected(attempts.toNeed(need.name)))
    .map(({ address }) => regionIn(address))
    .find((one) => one !== undefined);
  if (region === undefined || here === undefined || region === here) return undefined;
  return { reason: say`Its name tells of region ${region}, while this host's services are in ${here}.` };
}

function isSame({ resolved: ours }: ResolvedNeed, address: string, resolved: readonly string[]): boolean {
  return ours.includes(address) || ours.some((one) => resolved.includes(one));
}

function finding(container: Container, { need, keys }: Service, right: Right, views: Seen): Finding {
  const { name } = container;
  const variable = variableFor(container, need) ?? '';
  const wrong = placeOf(need);
  const outcome = views.attempts.toNeed(need.name);
  const target: Sayable = right.need === undefined ? say`the server in this region` : placeOf(right.need);
  return {
    severity: 'critical',
    certainty: right.need === undefined ? 'likely' : 'proven',
    subject: { kind: 'container', name },
    title:
      right.need === undefined
        ? say`The connection string of ${name} leads to ${wrong}, in another region`
        : say`The connection string of ${name} leads to ${wrong}, not to ${target}`,
    explanation: sentences(
      say`The variable ${variable} of ${name} names ${wrong}, which does not answer here.`,
      right.reason,
      say`The setting came along from the old region, with the image or with the stack's file, and was not changed there.`,
    ),
    evidence: [
      {
        source: `docker inspect -f '{{.Config.Env}}' ${name}`,
        lines: [`${variable} → ${wrong}`],
      },
      {
        source: say`connection attempts from the host`,
        lines: [
          ...(outcome === undefined ? [] : [say`${wrong}: ${describeOutcome(outcome)}`]),
          ...(right.need === undefined ? [] : [say`${placeOf(right.need)} (${right.need.name}): answers`]),
        ],
      },
    ],
    falsifier: say`wrong if ${wrong} is meant, and answers a client in this network`,
    fix: {
      summary: say`Let ${variable} name ${target}.`,
      commands: changeCommands(container, {
        compose: say`environment: ${variable} with ${target} as its server`,
        run: say`-e ${variable}=… with ${target} as its server`,
      }),
      risk: sentences(
        changeIn(container),
        say`An environment variable wins over appsettings.Production.json, and that over appsettings.json: look there too.`,
      ),
    },
    explains: [...keys, ...suffering(container, views)],
  };
}
