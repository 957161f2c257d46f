import { wordsOf } from '../../model/daemon-start.ts';
import { say } from '../../text/say.ts';
import { defineRule } from '../rule.ts';
import { fallout } from './fallout.ts';

const SAYS = /Thin Pool has (\d+) free (data|metadata) blocks which is less than minimum required (\d+)/i;

/**
 * Seen: with devicemapper no image can be pulled and no container be made or started; the disk itself has room.
 * Why: the thin pool that holds all layers is as good as full, and Docker stops at its limit before it breaks.
 * Not seen: a pool that is full without a word of Docker yet.
 */
export const thinPoolFull = defineRule({
  id: 'thin-pool-full',
  title: say`Docker's devicemapper pool is full`,
  needs: ['containers'],
  wants: ['daemonStart', 'dockerInfo', 'dockerData', 'symptoms'],
  evaluate: ({ containers, daemonStart, dockerInfo, dockerData, symptoms = [] }) => {
    const stuck = containers.filter(({ running, inspect }) => !running && SAYS.test(inspect.state.error));
    const line =
      daemonStart?.kind === 'failed' && daemonStart.last !== undefined && SAYS.test(wordsOf(daemonStart.last))
        ? daemonStart.last
        : undefined;
    const said = stuck[0]?.inspect.state.error ?? line?.message;
    if (said === undefined) return [];
    const pool = (dockerInfo?.driverStatus ?? []).filter(([name]) => /Space|Pool Name/.test(name));
    return [
      {
        severity: 'critical' as const,
        certainty: 'proven' as const,
        subject: { kind: 'storage', name: pool.find(([name]) => name === 'Pool Name')?.[1] ?? 'thin pool' },
        title: say`Docker's devicemapper pool is full`,
        explanation: say`With devicemapper all images and containers lie in one thin pool, which has a size of its own, whatever \`df\` says. ${SAYS.exec(said)?.[0] ?? said}.`,
        evidence: [
          ...(line === undefined ? [] : [{ source: 'journalctl -u docker', lines: [line.text] }]),
          ...stuck.map(({ name, inspect }) => ({
            source: `docker inspect -f '{{.State.Error}}' ${name}`,
            lines: [inspect.state.error],
          })),
          ...(pool.length > 0
            ? [{ source: 'docker info', lines: pool.map(([name, held]) => `${name}: ${held}`) }]
            : []),
        ],
        falsifier: say`wrong if \`lvs -o lv_name,data_percent,metadata_percent\` shows room in the pool`,
        fix: {
          summary: say`Extend the pool, or remove images that nobody uses.`,
          commands: [
            'lvs -a -o lv_name,size,data_percent,metadata_percent',
            '# lvextend -l +50%FREE <vg>/<pool>',
            'docker image ls',
          ],
          risk: say`Remove single images that somebody has looked at; a prune also takes stopped containers.`,
        },
        explains: [
          ...stuck.flatMap(({ name, published }) => [
            `container:${name}`,
            ...published.map(({ hostPort }) => `port:${hostPort}`),
          ]),
          ...(line === undefined ? [] : fallout(symptoms, dockerData)),
        ],
      },
    ];
  },
});
