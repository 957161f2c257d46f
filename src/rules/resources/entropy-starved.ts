import { describeOutcome } from '../../model/attempts.ts';
import { say } from '../../text/say.ts';
import { suffering } from '../log-signature.ts';
import { defineRule } from '../rule.ts';

/** Bits. Below that /dev/random of these kernels makes readers wait. */
const TOO_FEW = 64;

/**
 * Seen: a Java application (or anything that makes keys at its start) hangs for minutes after a boot, without a word in its log.
 * Why: it reads /dev/random, and on a virtual machine without a source of chance an old kernel has none to give.
 * Not seen: kernels from 5.6 on never wait once they are started, so there the number means nothing.
 */
export const entropyStarved = defineRule({
  id: 'entropy-starved',
  title: say`An old kernel has no random numbers left, and readers wait`,
  rank: 'general',
  needs: ['kernel', 'sysctls', 'question'],
  wants: ['containers', 'attempts', 'logs'],
  evaluate: ({ kernel, sysctls, containers, question, attempts, logs }) => {
    const [major, minor] = kernel.version;
    const bits = Number(sysctls['kernel.random.entropy_avail'] ?? Number.NaN);
    if (major > 5 || (major === 5 && minor >= 6) || !(bits < TOO_FEW)) return [];
    if (containers === undefined)
      return { kind: 'could-not-look', because: say`the containers are not known` };
    return containers.flatMap((container) => {
      const refused = container.published.find(
        ({ hostPort }) => attempts?.onPort(hostPort).container?.kind === 'refused',
      );
      const isJava =
        container.inspect.config.env['JAVA_VERSION'] !== undefined || /java/.test(container.inspect.path);
      if (!container.running || refused === undefined || !isJava) return [];
      const outcome = attempts?.onPort(refused.hostPort).container;
      return [
        {
          severity: 'warning' as const,
          certainty: 'likely' as const,
          subject: { kind: 'container', name: container.name },
          title: say`${container.name} waits for random numbers, of which the host has none left`,
          explanation: say`${container.name} runs and does not listen yet. It is a Java application, which reads /dev/random when it makes keys; this kernel (${kernel.release}) makes readers wait until it has gathered chance from devices, and a virtual machine has few. ${bits} bits are left.`,
          evidence: [
            { source: 'cat /proc/sys/kernel/random/entropy_avail', lines: [String(bits)] },
            {
              source: say`connection attempt to port ${refused.containerPort} of ${container.name}`,
              lines: [outcome === undefined ? '-' : describeOutcome(outcome)],
            },
            {
              source: `docker logs ${container.name}`,
              lines: (logs?.[container.id] ?? []).slice(-1).map(({ text }) => text),
            },
          ],
          falsifier: say`wrong if \`cat /proc/sys/kernel/random/entropy_avail\` shows more than 200 while it hangs`,
          fix: {
            summary: say`Give the host a source of chance, or let Java read /dev/urandom.`,
            commands: [
              say`yum install -y haveged && systemctl enable --now haveged   # or rng-tools with a virtio-rng device`,
              '# JAVA_TOOL_OPTIONS=-Djava.security.egd=file:/dev/./urandom',
            ],
            risk: say`Harmless. The container is recreated for the second one.`,
          },
          explains: suffering(container, { question, ...(attempts && { attempts }) }),
        },
      ];
    });
  },
});
