import type { LabCase } from '../../case.ts';

import { image } from '../../containers.ts';
import { exitCodeIs, failing, runAnyhow } from './failing.ts';

const SERVER = 'CMD ["httpd", "-f", "-p", "8080", "-h", "/www"]';

/** The application did not fail: somebody or something else ended it, or says that it is unwell. */
export const endedFromOutsideCases: readonly LabCase[] = [
  failing({
    id: 'exit-137-not-oom',
    cause: 'exit-137-not-oom',
    title: 'a container that was killed, and not for its memory',
    restarts: ['no'],
    make(random, place) {
      const way = random.pick(['docker stop', 'docker kill', 'kill -9 on the host']);
      return {
        drawn: way,
        async arrange(host) {
          const tag = await image(host, 'shop/app:8', { lines: [SERVER] });
          await runAnyhow(host, place, { tag, extra: ['--stop-timeout', '1'] });
          if (way === 'docker stop') await host.must(['docker', 'stop', place.name]);
          else if (way === 'docker kill') await host.must(['docker', 'kill', place.name]);
          else await host.sh(`kill -9 $(docker inspect -f '{{.State.Pid}}' ${place.name})`);
        },
        proof: exitCodeIs(place.name, 137),
        mentions: [
          way === 'docker stop' ? /docker stop/ : way === 'docker kill' ? /docker kill/ : /on the host/,
        ],
        // What somebody stopped is nobody's fault until somebody else asks for it.
        ...(way !== 'kill -9 on the host' && { sweep: 'healthy' as const }),
      };
    },
  }),
  failing({
    id: 'killed-by-operator-attach',
    cause: 'killed-by-operator-attach',
    title: 'somebody attached to the container and pressed Ctrl-C',
    restarts: ['no', 'on-failure:2'],
    make: (_random, place) => ({
      drawn: 'docker attach, then an interrupt',
      async arrange(host) {
        const script = "trap 'exit 130' INT; httpd -p 8080 -h /www; while :; do sleep 0.1; done";
        const tag = await image(host, 'shop/app:8', {
          lines: [`CMD ${JSON.stringify(['sh', '-c', script])}`],
        });
        await runAnyhow(host, { ...place, restart: 'no' }, { tag });
        await host.sh(`timeout -s INT 1 docker attach --no-stdin ${place.name} || true`);
        await host.must(['docker', 'wait', place.name]);
      },
      proof: exitCodeIs(place.name, 130),
      mentions: ['docker attach'],
    }),
  }),
  failing({
    id: 'oom-killed-child',
    cause: 'oom-killed-child',
    title: 'a child process went over the memory limit and the main process gave up',
    restarts: ['no'],
    make(random, place) {
      const code = random.pick([1, 3]);
      return {
        drawn: `exit ${code} after its child was killed`,
        async arrange(host) {
          const script = `tail /dev/zero; echo worker went away; exit ${code}`;
          const tag = await image(host, 'shop/app:8', {
            lines: [`CMD ${JSON.stringify(['sh', '-c', script])}`],
          });
          await runAnyhow(host, place, { tag, extra: ['-m', '24m'] });
          await host.must(['docker', 'wait', place.name]);
        },
        proof: [
          ['docker', 'inspect', '-f', '{{.State.OOMKilled}} {{.State.ExitCode}}', place.name],
          new RegExp(`^true ${code}$`, 'm'),
        ],
      };
    },
  }),
  failing({
    id: 'not-restarted-after-boot',
    cause: 'not-restarted-after-boot',
    title: 'a container without a restart policy after Docker went down and came up again',
    restarts: ['no'],
    make(random, place) {
      const companion = random.pick([true, false]);
      return {
        drawn: companion ? 'beside one that came back' : 'alone',
        async arrange(host) {
          const tag = await image(host, 'shop/app:8', { lines: [SERVER] });
          await runAnyhow(host, place, { tag, extra: ['--stop-timeout', '1'] });
          if (companion)
            await host.must([
              'docker',
              'run',
              '-d',
              '--name',
              'cache',
              '--stop-timeout',
              '1',
              '--restart',
              'always',
              tag,
            ]);
          await host.must(['systemctl', 'restart', 'docker']);
        },
        proof: [['docker', 'inspect', '-f', '{{.State.Status}}', place.name], /^exited$/m],
        mentions: ['docker update --restart'],
      };
    },
  }),
  failing({
    id: 'healthcheck-failing',
    cause: 'healthcheck-failing',
    title: 'the health check fails while the port answers',
    restarts: ['no', 'always'],
    make(random, place) {
      const [check, says] = random.pick<readonly [string, RegExp]>([
        ['curl -fsS http://localhost:8080/health', /cannot run/],
        ['wget -q -O - http://127.0.0.1:8080/health', /health check fails/],
        ['exit 1', /health check fails/],
      ]);
      return {
        drawn: check,
        answers: true,
        async arrange(host) {
          const tag = await image(host, 'shop/app:8', { lines: [SERVER] });
          const health = [
            '--health-cmd',
            check,
            '--health-interval',
            '1s',
            '--health-retries',
            '2',
            '--health-timeout',
            '2s',
          ];
          await runAnyhow(host, { ...place, restart: 'no' }, { tag, extra: health });
          await host.sh(`for i in $(seq 60); do docker ps | grep -q '(unhealthy)' && break; sleep 0.3; done`);
        },
        proof: [['docker', 'inspect', '-f', '{{.State.Health.Status}}', place.name], /^unhealthy$/m],
        mentions: [says],
      };
    },
  }),
];
