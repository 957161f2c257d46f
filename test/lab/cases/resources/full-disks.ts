import type { LabCase } from '../../case.ts';

import { image, serve, start } from '../../containers.ts';
import { drawHerring, drawNames, drawPorts, drawVpc } from '../../draw.ts';
import { expectOutput, expectOutside } from '../../proof.ts';
import { mountDisk } from './disks.ts';

export const fullDisks: readonly LabCase[] = [
  {
    id: 'disk-full',
    cause: 'disk-full',
    title: 'the data disk is full, and the container that writes there says so',
    draw(random) {
      const vpc = drawVpc(random);
      const [port, other] = drawPorts(random);
      const [name, neighbour] = drawNames(random);
      const herring = drawHerring(random);
      const at = random.pick(['/data', '/srv/shop', '/var/lib/mysql-data']);
      const by = random.pick(['a log', 'a deleted file']);
      const ends = random.chance();
      return {
        drawn: `${at} filled by ${by}, ${name} on ${port} ${ends ? 'ends' : 'goes on'}, ${herring.what}`,
        boot: vpc,
        async arrange(host) {
          await mountDisk(host, at, random.int(16, 40));
          await host.sh(
            by === 'a log'
              ? `dd if=/dev/zero of=${at}/app.log bs=1M 2>/dev/null || true`
              : // tail holds what it follows
                `systemd-run -q --unit=holder sh -c 'exec 3>${at}/old.log; dd if=/dev/zero bs=1M >&3; rm ${at}/old.log; exec sleep 3600'
                 for i in $(seq 50); do [ -e ${at}/old.log ] || break; sleep 0.1; done; sleep 0.3`,
          );
          await serve(host, { name: neighbour, listen: 8080, publish: [`${other}:8080`] });
          const write =
            'dd if=/dev/zero of=/data/orders.db bs=64k count=64 || echo "fatal: cannot write the order"';
          const end = ends ? 'sleep 0.3; exit 1' : 'exec httpd -f -p 5000 -h /www';
          const tag = await image(host, 'shop/orders:2', {
            lines: [`CMD ${JSON.stringify(['sh', '-c', `${write}; ${end}`])}`],
          });
          await start(host, { name, image: tag, publish: [`${port}:5000`], extra: ['-v', `${at}:/data`] });
          await herring.lay(host);
        },
        async prove(host) {
          await expectOutside(host, other, 'answers');
          await expectOutput(host, ['df', '-P', at], / (9[5-9]|100)% /);
          await expectOutput(host, ['docker', 'logs', name], /No space left on device/);
          if (ends) await expectOutput(host, ['docker', 'ps', '-a'], new RegExp(`Exited .* ${name}`));
        },
        questions: [
          {
            verdict: 'faulty',
            cause: 'disk-full',
            about: [at],
            mentions: [name, by === 'a log' ? `${at}/app.log` : `${at}/old.log`],
          },
          { target: name, verdict: 'faulty', cause: 'disk-full', about: [at] },
        ],
      };
    },
  },
  {
    id: 'inodes-full',
    cause: 'inodes-full',
    title: 'the data disk has room and no inodes',
    draw(random) {
      const vpc = drawVpc(random);
      const [port] = drawPorts(random);
      const [name] = drawNames(random);
      const herring = drawHerring(random);
      const at = random.pick(['/data', '/srv/sessions']);
      return {
        drawn: `${at} full of small files, ${name} on ${port} writes there, ${herring.what}`,
        boot: vpc,
        async arrange(host) {
          await mountDisk(host, at, 24, '-N 128');
          await host.sh(`cd ${at}; touch $(seq 200) 2>/dev/null || true`);
          const script =
            'echo order >/data/order-1 || echo "fatal: cannot write the order"; exec httpd -f -p 5000 -h /www';
          const tag = await image(host, 'shop/orders:2', {
            lines: [`CMD ${JSON.stringify(['sh', '-c', script])}`],
          });
          await start(host, { name, image: tag, publish: [`${port}:5000`], extra: ['-v', `${at}:/data`] });
          await herring.lay(host);
        },
        async prove(host) {
          await expectOutside(host, port, 'answers');
          await expectOutput(host, ['df', '-Pi', at], /100% /);
          await expectOutput(host, ['docker', 'logs', name], /No space left on device/);
        },
        questions: [
          { verdict: 'faulty', cause: 'inodes-full', about: [at], mentions: [name] },
          { target: name, verdict: 'faulty', cause: 'inodes-full', about: [at] },
        ],
      };
    },
  },
];
