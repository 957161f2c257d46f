import { say } from '../../text/say.ts';
import { ownerOf } from '../owner.ts';
import { startErrorRule } from './start-error.ts';

/**
 * Seen: the container does not start any more: "network <64 hexadecimal digits> not found".
 * Why: a container holds on to the id of its network. That network was removed (`network prune`, `compose down`) or made anew,
 * with another id, after Docker's data was restored.
 * Not seen: who removed it.
 */
export const networkGone = startErrorRule({
  id: 'network-gone',
  title: say`The network that a container belongs to was removed`,
  wording: /network (?<network>[0-9a-f]{64}|[\w][\w.-]*) not found/,
  tell: ({ container }, { network = '' }) => {
    const attached = container.attachments.find(({ networkId, network: name }) =>
      [networkId, name].includes(network),
    );
    const name = attached?.network ?? container.inspect.hostConfig.networkMode;
    const short = network.length === 64 ? network.slice(0, 12) : network;
    return {
      title: say`${container.name} cannot start: its network ${name} is gone`,
      explanation: say`Container ${container.name} was created in network ${name} and remembers that network by its id (${short}). No network has that id any more: it was removed, or removed and made again under the same name, which gives it another id.`,
      evidence: [
        {
          source: `docker inspect -f '{{json .NetworkSettings.Networks}}' ${container.name}`,
          lines: [`${name}: NetworkID ${attached?.networkId ?? network}`],
        },
      ],
      falsifier: say`wrong if \`docker network inspect ${network}\` finds it`,
      fix: {
        summary:
          ownerOf(container).kind === 'nobody'
            ? say`Recreate the container in a network that exists.`
            : say`Recreate the container in a network that exists; bringing up its project makes the network too.`,
        commands: ['docker network ls', say`# if it is missing: docker network create ${name}`],
        risk: say`The container is recreated; it does not run, so nothing is interrupted. Data in volumes stays, changes inside the container go.`,
      },
      change: { compose: `networks: [${name}]   # --force-recreate`, run: `--network ${name}` },
    };
  },
});
