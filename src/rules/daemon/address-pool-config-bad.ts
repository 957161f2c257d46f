import { say, type Sayable, sentences } from '../../text/say.ts';
import { prefixOf } from './daemon-network.ts';
import { defineStartFailure } from './start-failure.ts';

/**
 * Seen: Docker does not start after `default-address-pools` was set.
 * Why: `size` is the length of the networks that are cut out of `base`, so it has to be longer than the base's own mask
 * and at most 32; the base has to have a mask.
 * Not seen: pools that are right and too small; that shows when a network is to be made.
 */
export const addressPoolConfigBad = defineStartFailure({
  id: 'address-pool-config-bad',
  title: say`Docker's address pools are not written as Docker wants them`,
  says: [
    /(invalid pools? size: \d+.*)/,
    /(invalid base pool .+)/,
    /(invalid (?:default )?address pool.*)/i,
    /default-address-pools?.*?(invalid .*|.*must be .*)/,
  ],
  tell: ({ words, groups: [reason = words], daemonSetup }) =>
    wordsFor(reason, daemonSetup?.file, daemonSetup?.filePath, words),
  foresee: ({ daemonSetup }) => {
    const wrong = poolsIn(daemonSetup?.file).find(({ base, size }) => isWrong(base, size));
    if (wrong === undefined) return undefined;
    return wordsFor(
      say`pool ${wrong.base} with size ${wrong.size}`,
      daemonSetup?.file,
      daemonSetup?.filePath,
    );
  },
});

interface Pool {
  readonly base: string;
  readonly size: number;
}

function poolsIn(file: Readonly<Record<string, unknown>> | undefined): readonly Pool[] {
  const pools = file?.['default-address-pools'];
  return (Array.isArray(pools) ? pools : []).flatMap((pool: unknown) => {
    if (typeof pool !== 'object' || pool === null) return [];
    const { base, size } = Object.fromEntries(Object.entries(pool));
    return typeof base === 'string' && !base.includes(':')
      ? [{ base, size: typeof size === 'number' ? size : 0 }]
      : [];
  });
}

function isWrong(base: string, size: number): boolean {
  const prefix = prefixOf(base);
  return prefix === undefined || size < prefix.length || size > 32;
}

function wordsFor(
  reason: Sayable,
  file: Readonly<Record<string, unknown>> | undefined,
  path = '/etc/docker/daemon.json',
  words?: string,
) {
  const pools = poolsIn(file);
  const wrong = pools.filter(({ base, size }) => isWrong(base, size));
  return {
    title: say`default-address-pools in ${path} cannot be right (${reason})`,
    subject: { kind: 'setting', name: 'default-address-pools' },
    explanation: sentences(
      say`Docker cuts networks of the length \`size\` out of each \`base\`: 172.30.0.0/16 with size 24 makes 256 networks. The size has to be at least the base's own mask and at most 32, and the base needs a mask.`,
      ...wrong.map(({ base, size }) => say`${base} with size ${size} does not do.`),
      words !== undefined && say`Docker said: ${words}.`,
    ),
    evidence: [
      {
        source: `cat ${path}`,
        lines:
          pools.length === 0 ? ['"default-address-pools": …'] : pools.map((pool) => JSON.stringify(pool)),
      },
    ],
    falsifier: say`every size in ${path} is between its base's mask and 32`,
    fix: {
      summary: say`Correct base and size in ${path}.`,
      commands: [
        `cp -a ${path} ${path}.bak`,
        say`# for example ${'"default-address-pools": [{"base": "172.30.0.0/16", "size": 24}]'}`,
      ],
    },
  };
}
