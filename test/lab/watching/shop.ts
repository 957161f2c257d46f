import { image, serve } from '../containers.ts';
import type { Lab, LabHost } from '../lab.ts';
import { expectOutside } from '../proof.ts';

type Service = 'topapi' | 'portainer';

/** As the world asks for them. */
export const PORTS: Readonly<Record<Service, number>> = { topapi: 30_001, portainer: 30_003 };
/** As they listen within. */
export const INNER: Readonly<Record<Service, number>> = { topapi: 5_000, portainer: 9_000 };

export const SHOP_NETWORK = { name: 'shop', subnet: '172.22.0.0/16', inside: '172.22.0.200' };
const network = (name: Service) => (name === 'topapi' ? SHOP_NETWORK.name : 'bridge');

/** What the cloud lets through where all is well. */
export const OPEN = [22, ...Object.values(PORTS)].map((port) => ({ port }));

/** What the runtime's host prints where an image lacks ASP.NET; the story's `topapi`. */
export const BROKEN_IMAGE = {
  tag: 'shop/topapi:2.1-runtime',
  lines: ['CMD ["/topapi"]'],
  scripts: {
    '/topapi': `#!/bin/sh
cat >&2 <<'SAID'
It was not possible to find any compatible framework version
The specified framework 'Microsoft.AspNetCore.App', version '2.1.1' was not found.
  - Check application dependencies and target a framework version installed at:
      /usr/share/dotnet/
SAID
exit 150
`,
  },
};

/** Throws a container away and starts another one in its place. */
export function run(
  name: Service,
  tag = 'shop/base:1',
  command = `httpd -f -p ${INNER[name]} -h /www`,
): string {
  return `docker rm -f ${name} >/dev/null
    docker run -d --name ${name} --stop-timeout 1 --restart always --network ${network(name)} -p ${PORTS[name]}:${INNER[name]} ${tag} ${command}`;
}

/** A host of the story as it should be: two services, each in a network of its own, and a disk for data. */
export async function bootShop(lab: Lab, name: string): Promise<LabHost> {
  const host = await lab.boot(name);
  await host.sh(`mkdir -p /data; mount -t tmpfs -o size=8m none /data; echo kept >/data/kept
    docker network create --subnet ${SHOP_NETWORK.subnet} ${SHOP_NETWORK.name}`);
  await image(host, BROKEN_IMAGE.tag, BROKEN_IMAGE);
  for (const service of ['topapi', 'portainer'] as const) {
    await serve(host, {
      name: service,
      listen: INNER[service],
      publish: [`${PORTS[service]}:${INNER[service]}`],
      network: network(service),
      extra: ['--restart', 'always'],
    });
    await expectOutside(host, PORTS[service], 'answers');
  }
  await host.cloud.securityGroup(host.address, OPEN);
  return host;
}
