import type { LabCase } from '../../case.ts';
import type { LabHost } from '../../lab.ts';

import { serve } from '../../containers.ts';
import { drawNames, drawPorts, drawVpc } from '../../draw.ts';
import { expectOutput, expectOutside } from '../../proof.ts';
import { arrangeStory, proveStory, STORY_BOOT, STORY_NEEDS } from './story.ts';

export const DEPLOY = 'deploy';

export async function addUser(host: LabHost, sudo: boolean): Promise<void> {
  await host.sh(`
    useradd -m -s /bin/bash ${DEPLOY}
    install -d -m 700 -o ${DEPLOY} -g ${DEPLOY} /home/${DEPLOY}/.ssh
    install -m 600 -o ${DEPLOY} -g ${DEPLOY} /root/.ssh/authorized_keys /home/${DEPLOY}/.ssh/authorized_keys`);
  if (sudo) await host.write(`/etc/sudoers.d/${DEPLOY}`, `${DEPLOY} ALL=(ALL) NOPASSWD: ALL\n`);
}

const NO_FORWARDING = { '/etc/ssh/sshd_config.d/no-forwarding.conf': 'DisableForwarding yes\n' };

/** The story's fault, found although the way to the host, or what is installed there, is less than comfortable. */
function storyThrough(way: {
  id: string;
  title: string;
  user?: string;
  files?: Readonly<Record<string, string>>;
  without?: readonly string[];
  arrange(host: LabHost): Promise<void>;
  prove(host: LabHost): Promise<void>;
}): LabCase {
  return {
    id: `the-story-${way.id}`,
    cause: 'bridge-subnet-equals-host-subnet',
    title: way.title,
    draw: () => ({
      drawn: 'the host of the story',
      boot: {
        ...STORY_BOOT,
        files: { ...STORY_BOOT.files, ...way.files },
        ...(way.without ? { without: way.without } : {}),
      },
      needs: STORY_NEEDS,
      ...(way.user ? { user: way.user } : {}),
      async arrange(host) {
        await arrangeStory(host);
        await way.arrange(host);
      },
      async prove(host) {
        await proveStory(host);
        await way.prove(host);
      },
      questions: [
        {
          target: '30003',
          verdict: 'faulty',
          cause: 'bridge-subnet-equals-host-subnet',
          mentions: ['dev eth0'],
        },
        { target: '30001', verdict: 'healthy' },
      ],
    }),
  };
}

export const waysIn: readonly LabCase[] = [
  storyThrough({
    id: 'sudo',
    title: 'asked as a user who has sudo without a password',
    user: DEPLOY,
    arrange: (host) => addUser(host, true),
    prove: (host) => expectOutput(host, ['su', '-c', 'sudo -n id -u', DEPLOY], /^0$/m),
  }),
  storyThrough({
    id: 'no-forwarding',
    title: 'sshd forwards neither ports nor sockets',
    files: NO_FORWARDING,
    arrange: () => Promise.resolve(),
    prove: (host) => expectOutput(host, ['sshd', '-T'], /^disableforwarding yes$/m),
  }),
  storyThrough({
    id: 'busybox',
    title: 'the host has busybox’s ip and netstat, and neither iproute2 nor nft',
    without: ['usr/bin/ip', 'usr/bin/ss', 'usr/sbin/nft', 'usr/sbin/ip', 'usr/sbin/ss', 'usr/sbin/bridge'],
    async arrange(host) {
      await host.sh('for tool in ip netstat route; do ln -s /bin/busybox /usr/local/bin/$tool; done');
    },
    prove: (host) =>
      expectOutput(host, ['sh', '-c', 'ip -j route; command -v ss nft || echo none'], /^none$/m),
  }),
  {
    id: 'user-without-sudo',
    cause: 'unknown',
    title: 'a user without sudo: what cannot be read is unknown, never healthy',
    draw(random) {
      const [port] = drawPorts(random);
      const [name] = drawNames(random);
      return {
        drawn: `${name} on ${port}, asked as ${DEPLOY}`,
        boot: drawVpc(random),
        user: DEPLOY,
        async arrange(host) {
          await serve(host, { name, listen: 80, publish: [`${port}:80`] });
          await addUser(host, false);
        },
        async prove(host) {
          await expectOutside(host, port, 'answers');
          await expectOutput(host, ['su', '-c', 'sudo -n id -u', DEPLOY], /password is required/);
        },
        questions: [{ verdict: 'unknown' }, { target: String(port), verdict: 'unknown' }],
      };
    },
  },
];
