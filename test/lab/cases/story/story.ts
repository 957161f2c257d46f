import type { LabCase } from '../../case.ts';
import type { LabHost } from '../../lab.ts';

import { serve } from '../../containers.ts';
import { connects, expectOnHost, expectOutput, expectOutside } from '../../proof.ts';

const DATABASE = '192.168.0.20';

export const STORY_NEEDS = [{ name: 'rds', address: DATABASE, port: 1433 }];
export const STORY_BOOT = {
  subnet: '192.168.0.0/24',
  address: '192.168.0.10',
  files: { '/etc/docker/daemon.json': '{"bip": "192.168.0.1/24"}\n' },
};

/**
 * What happened to one engineer: after the move 30001 answers and 30003 does not, because docker0 has the network card's
 * own subnet. The compose-like network vhnet is elsewhere, and so its container is fine.
 */
export const story: LabCase = {
  id: 'the-story',
  cause: 'bridge-subnet-equals-host-subnet',
  title: 'the story: 30001 answers, 30003 times out, and ping, docker ps, ss and the firewall all look right',
  draw: () => ({
    drawn:
      'docker0 and eth0 both 192.168.0.0/24; portainer on 30003, topapi in vhnet on 30001; SQL Server in the VPC',
    boot: STORY_BOOT,
    needs: STORY_NEEDS,
    arrange: arrangeStory,
    prove: proveStory,
    questions: [
      {
        target: '30003',
        verdict: 'faulty',
        cause: 'bridge-subnet-equals-host-subnet',
        about: ['docker0', 'bridge'],
        mentions: ['ip route get 192.168.0.2', 'dev eth0', 'bip'],
      },
      { target: '30001', verdict: 'healthy' },
      { verdict: 'faulty', cause: 'bridge-subnet-equals-host-subnet' },
    ],
  }),
};

/** The engineer's own way out of it, and why it was none: with eth0's route gone 30003 opens and the database is cut off. */
export const storyRouteDeleted: LabCase = {
  id: 'the-story-route-deleted',
  cause: 'connected-route-deleted-by-hand',
  title: 'the story, two days later: eth0’s route is deleted, 30003 answers, the application says error 40',
  draw: () => ({
    drawn: 'as the story, then ip route del 192.168.0.0/24 dev eth0',
    boot: STORY_BOOT,
    needs: STORY_NEEDS,
    async arrange(host) {
      await arrangeStory(host);
      await host.must(['ip', 'route', 'del', '192.168.0.0/24', 'dev', 'eth0']);
    },
    async prove(host) {
      await expectOutside(host, 30003, 'answers');
      await expectOutside(host, 30001, 'answers');
      await expectOutput(host, ['ip', 'route', 'get', DATABASE], /dev docker0/);
      if (await connects(host, DATABASE, 1433)) throw new Error('the database answers all the same');
    },
    questions: [
      { verdict: 'faulty', mentions: ['192.168.0.0/24'] },
      { target: `${DATABASE}:1433`, verdict: 'faulty', mentions: ['docker0'] },
    ],
  }),
};

export async function arrangeStory(host: LabHost): Promise<void> {
  await host.cloud.database({ address: DATABASE, subnet: '192.168.0.0/24', port: 1433 });
  await host.must(['docker', 'network', 'create', '--subnet', '172.22.0.0/16', 'vhnet']);
  await serve(host, {
    name: 'portainer',
    listen: 9000,
    publish: ['30003:9000'],
    extra: ['--restart', 'always'],
  });
  await serve(host, { name: 'topapi', listen: 5000, publish: ['30001:5000'], network: 'vhnet' });
}

export async function proveStory(host: LabHost): Promise<void> {
  await expectOutside(host, 30001, 'answers');
  await expectOutside(host, 30003, 'times out');
  const local = await host.run(['curl', '-s', '-m', '2', 'http://127.0.0.1:30003/']);
  if (local.code === 0) throw new Error('30003 answers on the host itself');
  await expectOnHost(host, 30001, 'answers');
  await expectOutput(host, ['ip', 'route', 'get', '192.168.0.2'], /dev eth0/);
  if (!(await connects(host, DATABASE, 1433))) throw new Error('the database cannot be reached');
}
