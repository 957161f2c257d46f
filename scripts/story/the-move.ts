import type { LabHost } from '../../test/lab/lab.ts';
import type { Scene } from './scene.ts';

import { configurationFor } from '../../test/lab/ask.ts';
import { bridgeSubnetContainsHostSubnetAfterImageCopy as imageCopy } from '../../test/lab/cases/routing/bridge-subnet-contains-host-subnet.ts';
import { STORY_NEEDS } from '../../test/lab/cases/story/story.ts';
import { image, serve, start } from '../../test/lab/containers.ts';
import { dotnetImage, RUNTIME_2_1 } from './dotnet.ts';
import { directed } from './scene.ts';
import { steadier } from './steady.ts';
import { expectExited, expectSeen, screenOf } from './terminal.ts';

/** Four days of one engineer, on one host: the copy, the route, the cure, the closed port, the container that keeps exiting. */
export const theMove: Scene = {
  name: 'move',
  async play(lab, print) {
    const host = await imageCopy.draw(directed()).bring?.(lab, 'hz-shop');
    if (host === undefined) throw new Error('the case of the copied image boots no host of its own');
    try {
      await arrange(host);
      // As long as a look takes, the kernel seeks the lost neighbour; else who looks early is told "times out", who looks late "no route".
      await host.must(['sysctl', '-qw', 'net.ipv4.neigh.eth0.mcast_solicit=60']);
      const config = await configurationFor(host, { needs: STORY_NEEDS });
      const steady = steadier(
        new Map([
          [host.address, PUBLIC],
          [host.cloud.outside, '198.51.100.1'],
        ]),
      );
      const { onHost, outside, diagnose } = screenOf(host, config, steady);
      const curl = (port: number, path = '') =>
        outside(`curl -sS -m 3 -w '%{http_code}\\n' http://${host.address}:${port}/${path}`);

      await expectSeen(host, 30_001, 'answers');
      await expectSeen(host, 30_003, 'times out');
      print(
        'ports',
        await outside(...[30_001, 30_003].map((port) => `curl -sS -m 3 http://${host.address}:${port}/`)),
      );
      print(
        'everything-looks-right',
        [
          await outside(`busybox ping -c 2 ${host.address}`),
          await onHost(
            PS,
            'ss -ltn "( sport = :30001 or sport = :30003 )"',
            'iptables -S INPUT; iptables -S DOCKER-USER',
          ),
        ].join('\n\n'),
      );
      print('copied', await diagnose('30003'));
      print('routes', await onHost('ip route', 'ip route get 192.168.0.2'));

      await host.must(['ip', 'route', 'del', '192.168.0.0/24', 'dev', 'eth0']);
      await expectSeen(host, 30_003, 'answers');
      print('route-deleted', await onHost('ip route'));
      print('route-deleted-ports', [await curl(30_003), await curl(30_001, 'cgi-bin/orders')].join('\n\n'));
      print('error-40', await onHost('docker logs --tail 1 topapi'));
      print('route-deleted-said', await diagnose());

      // What `service network restart` does to a card: the address is set anew, and its route and the default one with it.
      await host.sh(
        `ip addr flush dev eth0; ip addr add ${host.nic.address}/24 brd + dev eth0; ip route add default via ${host.nic.gateway}`,
      );
      await expectSeen(host, 30_003, 'times out');
      print(
        'circle',
        [await onHost('ip route'), await curl(30_001, 'cgi-bin/orders'), await curl(30_003)].join('\n\n'),
      );

      await host.write('/etc/docker/daemon.json', '{ "bip": "192.168.1.1/24" }\n');
      await host.must(['systemctl', 'restart', 'docker']);
      await expectSeen(host, 30_003, 'answers');
      print('cured', await onHost('cat /etc/docker/daemon.json', 'ip route'));
      print('cured-ports', [await curl(30_003), await curl(30_001, 'cgi-bin/orders')].join('\n\n'));
      print('cured-said', await diagnose());

      await host.cloud.securityGroup(host.address, [{ port: 22 }, { port: 30_001 }]);
      await expectSeen(host, 30_003, 'times out');
      print(
        'closed',
        [await curl(30_003), await onHost('curl -sS -m 3 http://127.0.0.1:30003/')].join('\n\n'),
      );
      print('closed-said', await diagnose('30003'));
      await host.cloud.securityGroup(host.address, [{ port: 22 }, { port: 30_001 }, { port: 30_003 }]);

      await host.must(['docker', 'rm', '-f', 'topapi']);
      const app = await dotnetImage(host, 'shop/topapi:7', RUNTIME_2_1);
      await start(host, {
        name: 'topapi',
        image: app,
        publish: ['30001:5000'],
        network: 'vhnet',
        extra: ['--restart', 'on-failure:3'],
      });
      await expectExited(host, 'topapi');
      print('exiting', await onHost(PS.replace(' ps', ' ps -a'), 'docker logs topapi 2>&1 | head -8'));
      print('exiting-said', await diagnose('topapi'));
    } finally {
      await host.close();
    }
  },
};

const PUBLIC = '203.0.113.7';
const PS = "docker ps --format 'table {{.Names}}\\t{{.Image}}\\t{{.Ports}}\\t{{.Status}}'";

/** The application asks its database at each request, and says what .NET's client says where nobody is there. */
const ORDERS = `#!/bin/sh
if nc -w 2 192.168.0.20 1433 </dev/null 2>/dev/null; then
  printf 'Status: 200 OK\\r\\n\\r\\n12 orders\\n'
else
  echo 'System.Data.SqlClient.SqlException (0x80131904): A network-related or instance-specific error occurred while establishing a connection to SQL Server. The server was not found or was not accessible. Verify that the instance name is correct and that SQL Server is configured to allow remote connections. (provider: TCP Provider, error: 40 - Could not open a connection to SQL Server)' >&2
  printf 'Status: 500 Internal Server Error\\r\\n\\r\\nerror\\n'
fi
`;

async function arrange(host: LabHost): Promise<void> {
  await host.cloud.database({ address: '192.168.0.20', subnet: '192.168.0.0/24', port: 1433 });
  await host.must(['docker', 'network', 'create', '--subnet', '172.22.0.0/16', 'vhnet']);
  const extra = ['--restart', 'always'];
  await serve(host, { name: 'portainer', listen: 9000, publish: ['30003:9000'], extra });
  const topapi = await image(host, 'shop/topapi:6', { scripts: { 'www/cgi-bin/orders': ORDERS } });
  await serve(host, {
    name: 'topapi',
    image: topapi,
    listen: 5000,
    publish: ['30001:5000'],
    network: 'vhnet',
    extra,
  });
}
