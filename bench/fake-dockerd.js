/**
 * The lists of containers of many hosts, each on a socket of its own: `node fake-dockerd.js <folder> <hosts> <containers>`.
 */
import { createServer } from 'node:http';
import { join } from 'node:path';

const [folder = '', hosts, containers] = process.argv.slice(2);

for (let host = 0; host < Number(hosts); host += 1) {
  const list = Array.from({ length: Number(containers) }, (_, i) => ({
    Id: `${host}f${i}`.padEnd(64, '0'),
    Names: [`/app-${host}-${i}`],
    Image: 'registry.example.com/shop/app:1.4.2',
    ImageID: `sha256:${'0'.repeat(64)}`,
    Command: 'dotnet App.dll',
    Created: 1_795_000_000,
    Ports: [{ PrivatePort: 8080, PublicPort: 30_000 + i, Type: 'tcp', IP: '0.0.0.0' }],
    Labels: { 'com.docker.compose.project': `shop-${host}`, 'com.docker.compose.service': `app-${i}` },
    State: 'running',
    Status: 'Up 3 hours',
    HostConfig: { NetworkMode: 'bridge' },
    NetworkSettings: { Networks: { bridge: { NetworkID: '0'.repeat(64), IPAddress: '172.17.0.2' } } },
  }));
  const body = JSON.stringify(list);
  createServer((_, response) => response.setHeader('content-type', 'application/json').end(body)).listen(
    join(folder, `docker-${host}.sock`),
  );
}
process.stdout.write('ready\n');
