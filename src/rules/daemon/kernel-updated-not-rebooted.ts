import type { Kernel } from '../../facts/kernel.ts';
import type { DockerData } from '../../facts/docker-data.ts';
import { wordsOf } from '../../model/daemon-start.ts';
import { list, say, sentences } from '../../text/say.ts';
import { defineRule, type Finding } from '../rule.ts';
import { fallout } from './fallout.ts';

const SAYS =
  /failed to add the host .*<=> ?sandbox.*operation not supported|modprobe: FATAL: Module \S+ not found|Module (?:bridge|veth|overlay|ip_tables|br_netfilter)\S* not found|failed to create bridge .*operation not supported/is;

/**
 * Seen: Docker does not start, or new containers do not, some days after an update of the kernel.
 * Why: the update removed the modules of the kernel that still runs. What was loaded goes on working; a module that is
 * wanted for the first time (veth, bridge, overlay, ip_tables) cannot be loaded before the new kernel is booted.
 * Not seen: a kernel that has everything built in, or lacks it for good.
 */
export const kernelUpdatedNotRebooted = defineRule({
  id: 'kernel-updated-not-rebooted',
  title: say`The modules of the running kernel are not on disk any more`,
  needs: ['dockerService', 'daemonStart'],
  wants: ['containers', 'dockerData', 'kernel', 'symptoms'],
  evaluate: ({ daemonStart, containers = [], dockerData, kernel, symptoms = [] }) => {
    if (dockerData?.modulesOfKernel === true) return [];
    const line =
      daemonStart.kind === 'failed'
        ? daemonStart.complaints.findLast((one) => SAYS.test(wordsOf(one)))
        : undefined;
    if (line !== undefined) {
      const lines = [{ source: 'journalctl -u docker', lines: [line.text] }];
      return [finding(lines, kernel, dockerData, fallout(symptoms, dockerData))];
    }
    const stuck = containers.filter(({ running, inspect }) => !running && SAYS.test(inspect.state.error));
    if (stuck.length === 0) return [];
    const evidence = stuck.map(({ name, inspect }) => ({
      source: `docker inspect -f '{{.State.Error}}' ${name}`,
      lines: [inspect.state.error],
    }));
    const explains = stuck.flatMap(({ name, published }) => [
      `container:${name}`,
      ...published.map(({ hostPort }) => `port:${hostPort}`),
    ]);
    return [finding(evidence, kernel, dockerData, explains)];
  },
});

function finding(
  evidence: Finding['evidence'],
  kernel: Kernel | undefined,
  data: DockerData | undefined,
  explains: readonly string[],
): Finding {
  const running = kernel?.release ?? say`the running kernel`;
  const others = (data?.kernelsOnDisk ?? []).filter((release) => release !== running);
  return {
    severity: 'critical',
    certainty: data?.modulesOfKernel === false ? 'proven' : 'likely',
    subject: { kind: 'kernel', name: kernel?.release ?? 'the running kernel' },
    title: say`The kernel was updated and not booted: ${running} cannot load modules any more`,
    explanation: sentences(
      others.length > 0
        ? say`A module that Docker needs (for virtual network cards, bridges or overlay) is not loaded, and the files of ${running} are gone from /lib/modules, where ${list(others, 'and')} stand now.`
        : say`A module that Docker needs (for virtual network cards, bridges or overlay) is not loaded, and the files of ${running} are gone from /lib/modules.`,
      say`What was loaded before goes on working, anything new does not.`,
    ),
    evidence: [
      ...evidence,
      { source: 'uname -r', lines: [running] },
      ...(others.length > 0 ? [{ source: 'ls /lib/modules', lines: [...others] }] : []),
    ],
    falsifier: say`wrong if \`ls /lib/modules/$(uname -r)/kernel\` lists modules, and \`modprobe veth\` works`,
    fix: {
      summary: say`Reboot into the installed kernel.`,
      commands: ['uname -r', 'ls /lib/modules', say`# reboot when it suits`],
      risk: say`A reboot interrupts everything on the host. Check that what has to start with it is enabled.`,
    },
    explains,
  };
}
