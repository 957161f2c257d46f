import type { LabCase } from '../../case.ts';

import { image, serve, start } from '../../containers.ts';
import { nth } from '../../ipv4.ts';
import { expectOnHost, expectOutput, expectOutside } from '../../proof.ts';
import { healthy } from './healthy.ts';

const nameOfPublisher = (port: number) => `$(docker ps --filter publish=${port} --format '{{.Names}}')`;

/** Listeners and mappings that look odd and serve. */
export const healthySockets: readonly LabCase[] = [
  healthy({
    id: 'dual-stack',
    title: 'an application on [::] that takes IPv4 as well, published on both families',
    async arrange(host) {
      await serve(host, { name: 'dual', listen: '[::]:8080', publish: ['29001:8080'] });
    },
    async prove(host) {
      await expectOutside(host, 29001, 'answers');
      await expectOutput(host, ['ss', '-lnt', 'sport = :29001'], /\[::\]:29001/);
    },
  }),
  healthy({
    id: 'reuseport',
    title: 'two processes that share a port with SO_REUSEPORT',
    async arrange(host) {
      const program = `socket(S, PF_INET, SOCK_STREAM, 0); setsockopt(S, SOL_SOCKET, 15, 1);
        bind(S, sockaddr_in(8095, INADDR_ANY)) or die; listen(S, 64);
        while (accept(C, S)) { sysread(C, $b, 99); syswrite(C, "HTTP/1.0 200 OK\\r\\n\\r\\nok"); close(C) }`;
      for (const unit of ['worker-1', 'worker-2'])
        await host.must(['systemd-run', '-q', `--unit=${unit}`, 'perl', '-MSocket', '-e', program]);
    },
    async prove(host) {
      await expectOutside(host, 8095, 'answers');
      await expectOutput(host, ['ss', '-lntH', 'sport = :8095'], /(LISTEN.*\n?){2}/);
    },
  }),
  healthy({
    id: 'socket-unit',
    title: 'a port that systemd holds for a service that starts on the first connection',
    async arrange(host) {
      await host.write('/etc/systemd/system/on-demand.socket', '[Socket]\nListenStream=8096\nAccept=yes\n');
      await host.write(
        '/etc/systemd/system/on-demand@.service',
        '[Service]\nExecStart=-/bin/echo hello\nStandardInput=socket\n',
      );
      await host.sh('systemctl daemon-reload; systemctl start on-demand.socket');
    },
    prove: (host) => expectOutput(host, ['ss', '-lntp', 'sport = :8096'], /"systemd",pid=1,/),
  }),
  healthy({
    id: 'paused-unpublished',
    title: 'a paused container that publishes nothing and that nobody asks for',
    async arrange(host) {
      await start(host, { name: 'nightly-report', command: ['sleep', '86400'] });
      await host.must(['docker', 'pause', 'nightly-report']);
    },
    prove: (host) =>
      expectOutput(host, ['docker', 'inspect', '-f', '{{.State.Status}}', 'nightly-report'], /^paused/),
  }),
  healthy({
    id: 'same-exposed-port',
    title: 'two containers that expose the same port, one of them published',
    async arrange(host) {
      const tag = await image(host, 'shop/both:1', { lines: ['EXPOSE 8080'] });
      await serve(host, { name: 'one', image: tag, listen: 8080, publish: ['29002:8080'] });
      await serve(host, { name: 'two', image: tag, listen: 8080 });
    },
    prove: (host) => expectOutside(host, 29002, 'answers'),
  }),
  healthy({
    id: 'lost-port-to-replacement',
    title: 'an old container that could not start again because its replacement has the port',
    async arrange(host, port) {
      // Made before the container that serves the port now: that one is made again.
      const name = (await host.sh(`echo ${nameOfPublisher(port)}`)).trim();
      await host.must(['docker', 'rename', name, 'old-shop']);
      await host.must(['docker', 'stop', 'old-shop']);
      await serve(host, { name, listen: 8080, publish: [`${port}:8080`] });
      await host.run(['docker', 'start', 'old-shop']);
    },
    prove: (host) =>
      expectOutput(host, ['docker', 'inspect', '-f', '{{.State.Error}}', 'old-shop'], /already allocated/),
  }),
  healthy({
    id: 'shared-network',
    title: 'a container in the network of another one (--network container:…), which publishes its port',
    async arrange(host) {
      await start(host, { name: 'front', publish: ['29003:8080'], command: ['sleep', '86400'] });
      await serve(host, { name: 'sidecar', listen: 8080, network: 'container:front' });
    },
    prove: (host) => expectOutside(host, 29003, 'answers'),
  }),
  healthy({
    id: 'second-address',
    title: 'a port published on the second address of the host on purpose, and another on all',
    async arrange(host) {
      const second = nth(host.nic.subnet, 213);
      await host.must(['ip', 'addr', 'add', `${second}/32`, 'dev', 'eth0']);
      await serve(host, { name: 'vip', listen: 8080, publish: [`${second}:29004:8080`] });
      await expectOnHost(host, 29004, 'answers', second);
    },
  }),
  healthy({
    id: 'floating-address',
    title: 'a port bound to a floating address that the other host of a pair has just now',
    async arrange(host) {
      await host.must(['sysctl', '-qw', 'net.ipv4.ip_nonlocal_bind=1']);
      await serve(host, {
        name: 'standby',
        listen: 8080,
        publish: [`${nth(host.nic.subnet, 220)}:29005:8080`],
      });
    },
    prove: (host) => expectOutput(host, ['ss', '-lnt', 'sport = :29005'], /LISTEN/),
  }),
  healthy({
    id: 'host-loopback-service',
    title: 'a service of the host that listens on 127.0.0.1 for a web server beside it',
    async arrange(host) {
      await host.must([
        'systemd-run',
        '-q',
        '--unit=backend',
        'busybox',
        'httpd',
        '-f',
        '-p',
        '127.0.0.1:9000',
        '-h',
        '/etc',
      ]);
    },
    async prove(host) {
      await expectOnHost(host, 9000, 'answers');
      await expectOutside(host, 9000, 'refused');
    },
  }),
];
