import { shellWord } from '../shell-word.ts';
import type { RabbitNode } from '../../facts/rabbit-nodes.ts';
import type { Container } from '../../model/containers.ts';
import { say, sentences } from '../../text/say.ts';
import { suffering } from '../log-signature.ts';
import { changeCommands, changeIn } from '../owner.ts';
import { defineRule } from '../rule.ts';

/**
 * Seen: after an update or a move the broker is empty: queues, exchanges and users are gone, and applications are refused.
 * Why: RabbitMQ keeps its data in a directory named after the node, rabbit@<host name>. A container without a host name of its own gets
 * a new one each time it is created, and with it an empty directory beside the old one.
 * Source: docker-library/rabbitmq#106, #392.
 * Not seen: whether anybody misses what the old one holds. A broker with a fixed name whose directory is older than the container is in
 * order, whatever else lies beside it.
 */
export const rabbitmqHostnameChanged = defineRule({
  id: 'rabbitmq-hostname-changed',
  title: say`RabbitMQ started with a new host name, and so with empty data`,
  needs: ['containers', 'question'],
  wants: ['rabbitNodes', 'attempts'],
  evaluate: ({ containers, question, rabbitNodes = [], attempts }) =>
    containers.flatMap((container) => {
      const place = container.inspect.mounts.find(({ destination }) => destination === '/var/lib/rabbitmq');
      if (place === undefined || !container.running) return [];
      const nodes = rabbitNodes.filter(({ source }) => source === place.source);
      const hostname = container.inspect.config.hostname ?? '';
      const now = nodes.find(({ node }) => node === `rabbit@${hostname}`);
      const older = nodes.filter((one) => one !== now && isOlder(one, now, container));
      const [last] = older.toSorted((one, other) => other.changedAt - one.changedAt);
      if (now === undefined || last === undefined || !isNew(now, container)) return [];
      const { name } = container;
      const was = last.node.slice('rabbit@'.length);
      return [
        {
          // Whoever missed what the old node held has said so by then.
          severity: question.now - Date.parse(container.inspect.created) < LATELY_MS ? 'critical' : 'notice',
          certainty: 'proven' as const,
          subject: { kind: 'container', name },
          title: say`${name} started as ${now.node}, and its data lies under ${last.node}`,
          explanation: sentences(
            say`RabbitMQ keeps users, queues and messages in a directory that is named after its node, rabbit@<host name>. ${name} has the host name ${hostname} now and began with an empty directory of that name; what it held before lies untouched beside it, under ${last.node}.`,
            isAutomatic(container)
              ? say`It has no host name of its own, so Docker gives it a new one each time it is created.`
              : say`Its host name was changed.`,
          ),
          evidence: [
            { source: `ls ${place.source}/mnesia`, lines: nodes.map(({ node }) => node) },
            {
              source: `docker inspect -f '{{.Config.Hostname}} {{.Created}}' ${name}`,
              lines: [`${hostname} ${container.inspect.created}`],
            },
          ],
          falsifier: say`wrong if \`docker exec ${name} rabbitmqctl list_queues\` lists what is expected`,
          fix: {
            summary: say`Give ${name} the host name ${was} for good, so that it finds its data again.`,
            commands: [
              say`cp -a ${shellWord(place.source)} ${shellWord(`${place.source}.bak`)}   # with ${name} stopped`,
              ...changeCommands(container, { compose: `hostname: ${was}`, run: `--hostname ${was}` }),
            ],
            risk: sentences(
              changeIn(container),
              say`What was written since then stays under ${now.node} and is not seen any more: drain it first.`,
            ),
          },
          explains: suffering(container, { question, ...(attempts && { attempts }) }),
        },
      ];
    }),
});

const NEAR_SECONDS = 120;

const LATELY_MS = 30 * 24 * 3_600_000;

/** It came into being with this container. */
function isNew({ madeAt }: RabbitNode, container: Container): boolean {
  if (madeAt === undefined) return isAutomatic(container);
  return madeAt >= Date.parse(container.inspect.created) / 1000 - NEAR_SECONDS;
}

/** It was in use before this container was there. */
function isOlder(
  { madeAt, changedAt }: RabbitNode,
  now: RabbitNode | undefined,
  container: Container,
): boolean {
  const created = Date.parse(container.inspect.created) / 1000;
  // File systems count whole seconds.
  if (madeAt !== undefined && now?.madeAt !== undefined) return madeAt <= now.madeAt;
  return changedAt < created;
}

function isAutomatic({ id, inspect }: Container): boolean {
  return inspect.config.hostname === id.slice(0, 12);
}
