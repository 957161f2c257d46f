import { mirrorsOfRegions } from '../../model/mirrors.ts';
import { defineRule } from '../rule.ts';

/** RFC 1035: the name does not exist. */
const NO_SUCH_NAME = 3;

/**
 * Seen: yum or apt cannot find their mirror, images cannot be pulled; everything else works.
 * Why: the software comes from a mirror or a registry that exists inside one region (or one cloud) only, and the image brought its name
 * along. The nameservers here do not know it.
 * How it is told: the host's own nameservers were asked, and answered that there is no such name.
 * Not seen: a mirror whose name resolves everywhere and that is only slow from here.
 */
export const regionInternalMirror = defineRule({
  id: 'region-internal-mirror',
  title: 'Software comes from a mirror that only the old region has',
  needs: ['configLines'],
  wants: ['mirrorNames', 'question'],
  evaluate: ({ configLines, mirrorNames, question }) => {
    const mirrors = mirrorsOfRegions(configLines);
    const gone = mirrors.filter(({ host }) => {
      const answers = (mirrorNames?.answers ?? []).filter(({ name }) => name === host);
      const known = answers.some(
        ({ outcome }) => outcome.kind === 'answered' && outcome.addresses.length > 0,
      );
      return (
        !known && answers.some(({ outcome }) => outcome.kind === 'answered' && outcome.rcode === NO_SUCH_NAME)
      );
    });
    const [first] = gone;
    if (first === undefined) return [];
    const hosts = [...new Set(gone.map(({ host }) => host))];
    const servers = [...new Set((mirrorNames?.answers ?? []).map(({ server }) => server))];
    const isRegistry = gone.some(({ path }) => path.endsWith('daemon.json'));
    return [
      {
        severity: 'warning' as const,
        certainty: 'proven' as const,
        subject: { kind: 'file', name: first.path },
        title: `${first.path} takes software from ${first.host}, which does not exist here`,
        explanation: `${hosts.join(' and ')} ${hosts.length === 1 ? 'is a name' : 'are names'} that only nameservers inside the old region or cloud know. Those of this host answer that there is no such name, so ${isRegistry ? 'pulling images' : 'installing and updating packages'} fails. What runs is not affected.`,
        evidence: [
          {
            source: 'configuration',
            lines: gone.slice(0, 4).map(({ path, line, text }) => `${path}:${line}: ${text}`),
          },
          { source: `dig ${first.host} @${servers[0] ?? '-'}`, lines: ['NXDOMAIN'] },
        ],
        falsifier: `wrong if \`getent hosts ${first.host}\` on ${question?.host ?? 'the host'} gives an address`,
        fix: {
          summary: 'Name the mirror of this region, or a public one.',
          commands: [
            `cp -a ${first.path} ${first.path}.bak`,
            `# ${first.path}: the mirror of this region instead of ${first.host}`,
            isRegistry
              ? 'systemctl restart docker   # containers stop for a moment unless live-restore is on'
              : 'yum clean all && yum makecache   # or apt-get update',
          ],
          risk: 'A public mirror needs a way out to the Internet.',
        },
        explains: [],
      },
    ];
  },
});
