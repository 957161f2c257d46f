import { say, sentences } from '../../text/say.ts';
import { defineRule, type Finding } from '../rule.ts';

/**
 * Seen: after an update to Docker 28 containers with published ports do not start: "Unable to enable DIRECT ACCESS FILTERING".
 * Why: Docker 28 writes a rule into iptables' table raw, and this kernel has no such table: the module iptable_raw was not
 * built (NAS systems, trimmed kernels), or the running kernel's modules were removed by an update.
 * Not seen: hosts on which such a line is old; the container runs there.
 */
export const rawTableModuleMissing = defineRule({
  id: 'raw-table-module-missing',
  title: say`Docker needs the table raw of iptables, and the kernel has none`,
  needs: ['containers'],
  evaluate: ({ containers }) =>
    containers
      .filter(({ running, inspect }) => !running && isRawMissing(inspect.state.error))
      .map(({ name, published, inspect }): Finding => ({
        severity: 'critical',
        certainty: 'proven',
        subject: { kind: 'container', name },
        title: say`${name} cannot start: this kernel has no table raw, which Docker 28 and later need`,
        explanation: sentences(
          say`From version 28 on Docker protects containers from packets that are sent straight to their addresses, by a rule in iptables' table raw.`,
          say`This kernel has no such table: its module iptable_raw is missing, or belongs to another kernel than the one that runs. So Docker cannot set up the port of ${name}.`,
        ),
        evidence: [{ source: `docker inspect -f '{{.State.Error}}' ${name}`, lines: [inspect.state.error] }],
        falsifier: say`wrong if \`iptables -t raw -S\` lists the table`,
        fix: {
          summary: say`Load the module; after an update of the kernel, boot into it. Where the kernel has none, tell Docker to do without.`,
          commands: [
            'modprobe iptable_raw && systemctl restart docker',
            say`# a kernel without it: Environment=DOCKER_INSECURE_NO_IPTABLES_RAW=1 in a drop-in of docker.service`,
            `docker start ${name}`,
          ],
          risk: say`Without the rule, machines of the same network reach containers past their published ports.`,
        },
        explains: [`container:${name}`, ...published.map(({ hostPort }) => `port:${hostPort}`)],
      })),
});

function isRawMissing(error: string): boolean {
  return /-t raw\b/.test(error) && /can't initialize iptables table `raw'|Table does not exist/.test(error);
}
