/**
 * Many hosts in one process, each an SSH server with a Docker that lists its containers, and always the same to a watch:
 * `node fake-hosts.js <host key> <hosts> <containers>`; prints the ports as JSON. What a host's own sshd and shell cost
 * is not ours to measure, and fifty of them on one machine would cost more than all else.
 */
import { readFileSync } from 'node:fs';
import { once } from 'node:events';
import ssh2 from 'ssh2';

const SOCKET = '/var/run/docker.sock';
const GATE = `client 127.0.0.1 40000 127.0.0.1 22\nclock 1795000000.0\ndaemon 0 dockerd\nsocket ${SOCKET}\nreachable ${SOCKET}\n`;

const PARTS = 'boot links addresses routes settings listeners iptables ip6tables nft names daemon-json mounts'
  .concat(' disks inodes memory conntrack units docker containers networks')
  .split(' ');

const [keyFile = '', hosts, containers] = process.argv.slice(2);
const hostKeys = [readFileSync(keyFile)];
const ports = [];
for (let host = 0; host < Number(hosts); host += 1) {
  const server = new ssh2.Server({ hostKeys }, (client) => serve(client, answerOf(host)));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ports.push(server.address().port);
}
process.stdout.write(`${JSON.stringify(ports)}\n`);

/** As Docker's API answers `/containers/json`. */
function answerOf(host) {
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
  return `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

/** What the script of a watch prints, its frames included; nothing where the command is none. */
function lookedAt(command) {
  const [, marker] = /M=(frame[0-9a-f]{24})/.exec(command) ?? [];
  if (marker === undefined) return undefined;
  const parts = PARTS.map((part) => `${part} ${'3fd9a1c2'.repeat(8)}  -\n`).join('');
  const print = `clock ${Math.floor(Date.now() / 1000)}\nroot yes\n${parts}`;
  return `${framed(marker, 'print', print)}${framed(marker, 'attempts', '0 9.00 9.01 open 142\n')}\n${marker} z\n`;
}

function framed(marker, id, stdout) {
  return `\n${marker} b ${JSON.stringify({ id, argv: ['sh'] })}\n${stdout}\n${marker} e 0 30 9.00 9.10\n`;
}

function serve(client, answer) {
  client.on('error', () => {});
  client.on('authentication', (login) => {
    if (login.method === 'publickey') login.accept();
    else login.reject(['publickey']);
  });
  client.on('session', (acceptSession) => {
    acceptSession().on('exec', (accept, _, { command }) => {
      const [marker = ''] = /frame[0-9a-f]{24}/.exec(command) ?? [];
      const channel = accept();
      channel.stderr.write(`\n${marker}\n`);
      channel.write(`\n${marker} 4242\n${lookedAt(command) ?? GATE}`);
      channel.exit(0);
      channel.end();
    });
  });
  client.on('openssh.streamlocal', (accept) => {
    const channel = accept();
    channel.on('error', () => {});
    channel.on('data', (request) => {
      if (request.includes('\r\n\r\n')) channel.write(answer);
    });
  });
}
