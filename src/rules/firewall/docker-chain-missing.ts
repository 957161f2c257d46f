import { say, sentences } from '../../text/say.ts';
import { defineRule, type Finding } from '../rule.ts';
import { natLines } from './egress.ts';

/**
 * Seen: a container does not start any more, or is down after a restart, and Docker says "No chain/target/match by that name".
 * Why: somebody deleted Docker's chains (`iptables -X`, the start or reload of firewalld or iptables-services). Running
 * containers go on; one that is started or restarted needs a rule in the missing chain, and fails.
 * Not seen: who deleted them. A container that runs again is no fault, whatever Docker's journal says of it.
 */
export const dockerChainMissing = defineRule({
  id: 'docker-chain-missing',
  title: say`A container cannot start because Docker’s firewall chain is gone`,
  needs: ['containers'],
  wants: ['firewalls'],
  evaluate: ({ containers, firewalls }) =>
    containers
      .filter(({ running, inspect }) => !running && isMissingChain(inspect.state.error))
      .map((container): Finding => {
        const { name, published } = container;
        const { error } = container.inspect.state;
        const table = /-t (nat|filter|raw|mangle) /.exec(error)?.[1] ?? 'nat';
        const isBack =
          firewalls?.table(table).some(({ chains }) => chains.some((chain) => chain.name === 'DOCKER')) ===
          true;
        return {
          severity: 'critical',
          certainty: 'proven',
          subject: { kind: 'container', name },
          title: isBack
            ? say`${name} cannot start: Docker's chain in the firewall's table ${table} was gone`
            : say`${name} cannot start: Docker's chain in the firewall's table ${table} is gone`,
          explanation: sentences(
            say`To publish a port Docker writes a rule into a chain of its own, DOCKER.`,
            !isBack &&
              say`It is not there: something deleted it after Docker had started (\`iptables -X\`, firewalld, iptables-services).`,
            isBack
              ? say`It is there again, but when ${name} was started, Docker could not write the rule and gave up.`
              : say`When ${name} was started, Docker could not write the rule and gave up.`,
            say`Containers that ran at that time go on; every one that is restarted goes down like this.`,
          ),
          evidence: [
            { source: `docker inspect -f '{{.State.Error}}' ${name}`, lines: [error] },
            ...(firewalls === undefined || table !== 'nat'
              ? []
              : [natLines({ firewalls }, ['PREROUTING', 'POSTROUTING', 'DOCKER'])]),
          ],
          falsifier: say`wrong if \`docker start ${name}\` works while \`iptables -t ${table} -S DOCKER\` says that there is no such chain`,
          fix: {
            summary: sentences(
              isBack
                ? say`The chain is back, so start the container.`
                : say`Restart Docker, which makes its chains anew; then start the container.`,
              say`Do not restart other containers before that: they would go down as well.`,
            ),
            commands: [...(isBack ? [] : ['systemctl restart docker']), `docker start ${name}`],
            risk: say`Restarting Docker restarts all containers (unless live-restore is on).`,
          },
          explains: [`container:${name}`, ...published.map(({ hostPort }) => `port:${hostPort}`)],
        };
      }),
});

export function isMissingChain(error: string): boolean {
  return /iptables.*No chain\/target\/match by that name/s.test(error);
}
