import type { LabCase } from '../../case.ts';
import type { Lab, LabHost } from '../../lab.ts';

import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import { serve } from '../../containers.ts';
import { drawHerringBeside, drawNames, drawPorts } from '../../draw.ts';
import { nth } from '../../ipv4.ts';
import { expectOutput, expectOutside } from '../../proof.ts';

export const bridgeSubnetContainsHostSubnet: LabCase = {
  id: 'bridge-subnet-contains-host-subnet',
  cause: 'bridge-subnet-contains-host-subnet',
  title: 'docker0 was given a range that holds the network card’s subnet',
  draw(random) {
    const range = random.pick([
      { bridge: `192.168.${random.int(0, 15) * 16}.0/20`, bits: 24 },
      { bridge: '172.17.0.0/16', bits: 20 },
      { bridge: `10.${random.int(1, 200)}.0.0/16`, bits: 22 },
    ]);
    const bip = `${nth(range.bridge, 1)}/${range.bridge.split('/')[1]}`;
    const subnet = `${nth(range.bridge, 0)}/${range.bits}`;
    const [port] = drawPorts(random);
    const [name] = drawNames(random);
    const herring = drawHerringBeside(random, port);
    return {
      drawn: `eth0 ${subnet}, bip ${bip}, ${name} on ${port}, ${herring.what}`,
      boot: {
        subnet,
        address: nth(subnet, random.int(10, 200)),
        files: { '/etc/docker/daemon.json': JSON.stringify({ bip }) },
      },
      async arrange(host) {
        await serve(host, { name, listen: 9000, publish: [`${port}:9000`] });
        await herring.lay(host);
      },
      prove: (host) => proveCaptured(host, name, port),
      questions: [
        {
          target: String(port),
          verdict: 'faulty',
          cause: 'bridge-subnet-contains-host-subnet',
          about: ABOUT,
        },
        { verdict: 'faulty', cause: 'bridge-subnet-contains-host-subnet', about: ABOUT },
      ],
    };
  },
};

/** Nobody configured anything: Docker's own choice came along with the disk. */
export const bridgeSubnetContainsHostSubnetAfterImageCopy: LabCase = {
  id: 'image-copied-to-new-region',
  cause: 'bridge-subnet-contains-host-subnet',
  title: 'docker0 kept the range it had chosen in another region when the disk image was copied',
  draw(random) {
    const [port] = drawPorts(random);
    const [name] = drawNames(random);
    const address = `192.168.0.${random.int(10, 200)}`;
    return {
      drawn: `${name} on ${port}, eth0 ${address}/24 after the move`,
      bring: (lab, hostName) => copyToNewRegion(lab, hostName, address),
      arrange: (host) => serve(host, { name, listen: 9000, publish: [`${port}:9000`] }),
      async prove(host) {
        await expectOutput(host, ['ip', '-o', 'addr', 'show', 'docker0'], /inet 192\.168\.0\.1\/20/);
        await proveCaptured(host, name, port);
      },
      questions: [
        {
          target: String(port),
          verdict: 'faulty',
          cause: 'bridge-subnet-contains-host-subnet',
          about: ABOUT,
        },
      ],
    };
  },
};

const ABOUT = ['docker0', 'bridge'];

async function proveCaptured(host: LabHost, container: string, port: number): Promise<void> {
  await expectOutside(host, port, 'times out');
  const format = '{{.NetworkSettings.IPAddress}}';
  const address = (await host.must(['docker', 'inspect', '-f', format, container])).trim();
  await expectOutput(host, ['ip', 'route', 'get', address], /dev eth0/);
  const local = await host.run(['curl', '-s', '-m', '2', `http://127.0.0.1:${port}/`]);
  if (local.code === 0) throw new Error('the lab is not as arranged: the port answers on the host');
}

async function copyToNewRegion(lab: Lab, name: string, address: string): Promise<LabHost> {
  const unit = '/etc/systemd/system/classic-network.service';
  const wanted = '/etc/systemd/system/docker.service.d/10-classic-network.conf';
  const before = await lab.boot(name, {
    subnet: '10.1.2.0/24',
    address: '10.1.2.3',
    files: {
      // Images of the old region's classic network carry this route, so Docker passes over its usual ranges.
      [unit]:
        '[Service]\nType=oneshot\nRemainAfterExit=yes\nExecStart=ip route add 172.16.0.0/12 dev eth0 scope link\n',
      [wanted]: '[Unit]\nRequires=classic-network.service\nAfter=classic-network.service\n',
    },
  });
  await expectOutput(before, ['ip', '-o', 'addr', 'show', 'docker0'], /inet 192\.168\.0\.1\/20/);
  await before.shutDown();
  for (const path of [unit, wanted]) await rm(join(before.directory, 'upper', path));
  return lab.boot(name, { subnet: '192.168.0.0/24', address, diskOf: before });
}
