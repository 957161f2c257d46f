import type { LabCase } from '../../case.ts';

import { serve } from '../../containers.ts';
import { expectOutput } from '../../proof.ts';
import { mountDisk } from '../resources/disks.ts';
import { healthy } from './healthy.ts';

export const healthyResources: readonly LabCase[] = [
  healthy({
    id: 'disk-at-ninety',
    title: 'a disk that is well used and not full, and a snap that is full by nature',
    async arrange(host) {
      await mountDisk(host, '/data', 100);
      await host.sh('dd if=/dev/zero of=/data/images.tar bs=1M count=78 2>/dev/null');
      // An image that is only ever read; squashfs cannot be made here.
      await mountDisk(host, '/snap/core/17200', 16);
      await host.sh(`dd if=/dev/zero of=/snap/core/17200/core bs=1M 2>/dev/null || true
        mount -o remount,ro /snap/core/17200`);
      await serve(host, { name: 'gallery', listen: 7000, extra: ['-v', '/data:/data'] });
    },
    async prove(host) {
      await expectOutput(host, ['df', '-P', '/data'], / (8[89]|9[0-3])% /);
      await expectOutput(host, ['df', '-P', '/snap/core/17200'], / (9[5-9]|100)% /);
    },
  }),
  healthy({
    id: 'read-only-on-purpose',
    title: 'a full disk that is mounted read-only on purpose, and read-only binds in a container',
    async arrange(host) {
      await mountDisk(host, '/srv/archive', 16);
      await host.sh(`dd if=/dev/zero of=/srv/archive/2018.tar bs=1M 2>/dev/null || true
        mount -o remount,ro /srv/archive`);
      await serve(host, {
        name: 'archive',
        listen: 7000,
        extra: ['-v', '/srv/archive:/www/old:ro', '--read-only'],
      });
    },
    prove: (host) => expectOutput(host, ['df', '-P', '/srv/archive'], / (9[5-9]|100)% /),
  }),
  healthy({
    id: 'other-time-zone',
    title: 'a host in another time zone, and limits that are low and not met',
    async arrange(host) {
      await host.sh(`ln -sf /usr/share/zoneinfo/Asia/Shanghai /etc/localtime
        echo Asia/Shanghai >/etc/timezone`);
      await serve(host, {
        name: 'tidy',
        listen: 7000,
        extra: ['--pids-limit', '12', '--ulimit', 'nofile=64:64', '-e', 'TZ=Asia/Shanghai'],
      });
    },
    prove: (host) => expectOutput(host, ['readlink', '/etc/localtime'], /Shanghai/),
  }),
  healthy({
    id: 'self-signed-and-old-authority',
    title: 'a self-signed certificate that is valid, and an expired authority in the bundle',
    async arrange(host) {
      await host.sh(`mkdir -p /etc/shop
        openssl req -x509 -newkey rsa:2048 -nodes -days 30 -keyout /etc/shop/key.pem -out /etc/shop/cert.pem -subj /CN=admin 2>/dev/null
        cp /etc/shop/cert.pem /usr/local/share/ca-certificates/dst-root-ca-x3.crt`);
      const server =
        'openssl s_server -quiet -accept 8443 -cert /etc/shop/cert.pem -key /etc/shop/key.pem -www';
      await host.must(['systemd-run', '-q', '--unit=admin-tls', ...server.split(' ')]);
    },
    prove: (host) =>
      expectOutput(
        host,
        ['sh', '-c', 'curl -sk -o /dev/null -w %{http_code} https://127.0.0.1:8443/'],
        /200/,
      ),
  }),
];
