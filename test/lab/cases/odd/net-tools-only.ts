import type { LabCase } from '../../case.ts';

/** Commands that came after net-tools, wherever Debian puts them. */
const NEWER = ['ip', 'ss', 'bridge', 'nft'].flatMap((name) =>
  ['/bin', '/sbin', '/usr/bin', '/usr/sbin'].map((folder) => `${folder}/${name}`),
);

/**
 * As on a CentOS 6 that nobody touched: ifconfig, route, arp and netstat, and nothing newer. What is newer goes only after
 * the proof, which asks the kernel with it.
 */
export function withNetToolsAlone(labCase: LabCase): LabCase {
  return {
    ...labCase,
    draw(random) {
      const scene = labCase.draw(random);
      return {
        ...scene,
        async prove(host) {
          await scene.prove(host);
          await host.must(['rm', '-f', ...NEWER]);
        },
      };
    },
  };
}
