import type { LabCase } from '../../case.ts';
import type { LabHost } from '../../lab.ts';

import { image, serve, start } from '../../containers.ts';
import { expectOutput, expectOutside } from '../../proof.ts';
import { healthy } from './healthy.ts';

const shell = (script: string) => `CMD ${JSON.stringify(['sh', '-c', script])}`;

async function until(host: LabHost, condition: string): Promise<void> {
  await host.sh(`for i in $(seq 100); do ${condition} && exit 0; sleep 0.2; done; exit 1`);
}

/** Containers that look unwell and are not, or that are done. */
export const healthyContainers: readonly LabCase[] = [
  healthy({
    id: 'flapping-health',
    title: 'a health check that failed for a while and is well now',
    // runc leaves a file in /tmp for the moment of each check.
    scene: { restless: true },
    async arrange(host) {
      const health = [
        '--health-cmd',
        'test -f /tmp/ready',
        '--health-interval',
        '1s',
        '--health-retries',
        '1',
      ];
      await serve(host, { name: 'warmed-up', listen: 7000, publish: ['29001:7000'], extra: health });
      await until(host, "docker ps | grep -q '(unhealthy)'");
      await host.must(['docker', 'exec', 'warmed-up', 'sh', '-c', 'mkdir -p /tmp && touch /tmp/ready']);
      await until(host, "docker ps | grep -q '(healthy)'");
    },
  }),
  healthy({
    id: 'done-jobs',
    title: 'jobs that are done, one of them with exit code 1, and a container that was never started',
    async arrange(host) {
      const tag = await image(host, 'shop/job:1', { lines: [shell('echo 12 rows imported')] });
      const bad = await image(host, 'shop/job:2', {
        lines: [shell('echo "error: nothing to import" >&2; exit 1')],
      });
      await start(host, { name: 'import', image: tag });
      await start(host, { name: 'import-old', image: bad });
      await host.must(['docker', 'wait', 'import', 'import-old']);
      await host.must(['docker', 'create', '--name', 'spare', '-p', '29002:7000', tag]);
    },
    prove: (host) => expectOutput(host, ['docker', 'ps', '-a'], /import-old/),
  }),
  healthy({
    id: 'stopped-services',
    title: 'services that somebody stopped and killed, exit code 137',
    async arrange(host) {
      for (const [name, policy, port] of [
        ['old-shop', 'unless-stopped', 29_003],
        ['old-api', 'always', 29_004],
        ['old-mail', 'no', 29_005],
      ] as const)
        await serve(host, { name, listen: 7000, publish: [`${port}:7000`], extra: ['--restart', policy] });
      await host.must(['docker', 'stop', 'old-shop', 'old-mail']);
      await host.must(['docker', 'kill', 'old-api']);
    },
    prove: (host) => expectOutput(host, ['docker', 'ps', '-a'], /Exited \(137\)/),
  }),
  healthy({
    id: 'stopped-before-restart',
    title: 'services that somebody stopped before Docker was started again',
    async arrange(host) {
      const extra = ['--restart', 'no'];
      await serve(host, { name: 'old-web', listen: 7000, publish: ['29003:7000'], extra });
      await serve(host, { name: 'old-queue', listen: 7000, extra });
      await host.must(['docker', 'stop', 'old-web', 'old-queue']);
      // What is to run comes back.
      await host.sh('docker update --restart always $(docker ps -q)');
      await host.must(['systemctl', 'restart', 'docker']);
    },
    prove: (host) => expectOutput(host, ['docker', 'ps', '-a'], /Exited \(137\)/),
  }),
  healthy({
    id: 'old-oom-flag',
    title: 'a container that runs on after a child of it was killed for its memory limit',
    async arrange(host) {
      const tag = await image(host, 'shop/reports:5', {
        lines: [shell('tail /dev/zero; exec httpd -f -p 7000 -h /www')],
      });
      await start(host, { name: 'reporting', image: tag, publish: ['29006:7000'], extra: ['-m', '24m'] });
      await until(host, '[ "$(curl -s -m 1 -o /dev/null -w %{http_code} http://127.0.0.1:29006/)" != 000 ]');
    },
    async prove(host) {
      const events = ['docker', 'events', '--since', '10m', '--until', '0s', '--filter', 'event=oom'];
      await expectOutput(host, events, /reporting/);
      await expectOutside(host, 29_006, 'answers');
    },
  }),
  healthy({
    id: 'restarted-container',
    title: 'a container that failed twice at its start and has been well since',
    async arrange(host) {
      const script =
        'n=$(cat /tries 2>/dev/null || echo 0); echo $((n + 1)) >/tries; [ "$n" -ge 2 ] || { echo "fatal: no database yet" >&2; exit 1; }; exec httpd -f -p 7000 -h /www';
      const tag = await image(host, 'shop/orders:10', { lines: [shell(script)] });
      await start(host, {
        name: 'patient',
        image: tag,
        publish: ['29007:7000'],
        extra: ['--restart', 'on-failure'],
      });
      await until(host, '[ "$(docker inspect -f \'{{.RestartCount}}\' patient)" = 2 ]');
      await host.sh('sleep 3');
    },
    prove: (host) => expectOutside(host, 29_007, 'answers'),
  }),
  healthy({
    id: 'handled-exceptions',
    title: 'a restarted container whose log is full of exceptions that it handles',
    async arrange(host) {
      const lines = [
        'Traceback (most recent call last):',
        '  File "/app/rates.py", line 8, in fetch',
        "KeyError: 'SHOP_RATES_URL'",
        'java.io.IOException: Permission denied: /data/cache',
        'exec /usr/bin/optional-tool: no such file or directory',
      ];
      const script = `${lines.map((line) => `echo '${line.replaceAll("'", '"')}' >&2`).join('; ')}; exec httpd -f -p 7000 -h /www`;
      const tag = await image(host, 'shop/rates:3', { lines: [shell(script)] });
      await start(host, {
        name: 'rates',
        image: tag,
        publish: ['29008:7000'],
        extra: ['--restart', 'always'],
      });
      await host.must(['docker', 'restart', 'rates']);
    },
    prove: (host) => expectOutside(host, 29_008, 'answers'),
  }),
  healthy({
    id: 'retagged-image',
    title: 'the tag of a running container points to a newer image',
    async arrange(host) {
      const tag = await image(host, 'shop/prices:latest', {
        lines: ['CMD ["httpd", "-f", "-p", "7000", "-h", "/www"]'],
      });
      await start(host, { name: 'price-list', image: tag, publish: ['29009:7000'] });
      await image(host, 'shop/prices:latest', {
        lines: ['ENV VERSION=2', 'CMD ["httpd", "-f", "-p", "7000", "-h", "/www"]'],
      });
    },
    prove: (host) => expectOutside(host, 29_009, 'answers'),
  }),
  healthy({
    id: 'locked-down',
    title:
      'a read-only container of an ordinary user with a tmpfs and an empty directory of the host, no health check',
    async arrange(host) {
      const extra = [
        '--read-only',
        '--tmpfs',
        '/tmp',
        '--user',
        '1000',
        '-v',
        '/srv/drop:/drop',
        '--cap-drop',
        'ALL',
      ];
      await serve(host, { name: 'locked', listen: 7000, publish: ['29010:7000'], extra });
      await expectOutput(host, ['sh', '-c', 'ls -A /srv/drop | wc -l'], /^0$/m);
    },
    prove: (host) => expectOutside(host, 29_010, 'answers'),
  }),
];
