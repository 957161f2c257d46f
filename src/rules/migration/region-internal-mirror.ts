import { mirrorsOfRegions } from '../../model/mirrors.ts';
import { list, say, sentences } from '../../text/say.ts';
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
  title: say`Software comes from a mirror that only the old region has`,
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
        title: say`${first.path} takes software from ${first.host}, which does not exist here`,
        explanation: sentences(
          hosts.length === 1
            ? say`${list(hosts)} is a name that only nameservers inside the old region or cloud know.`
            : say`${list(hosts, 'and')} are names that only nameservers inside the old region or cloud know.`,
          isRegistry
            ? say`Those of this host answer that there is no such name, so pulling images fails.`
            : say`Those of this host answer that there is no such name, so installing and updating packages fails.`,
          say`What runs is not affected.`,
        ),
        evidence: [
          {
            source: say`configuration`,
            lines: gone.slice(0, 4).map(({ path, line, text }) => `${path}:${line}: ${text}`),
          },
          { source: `dig ${first.host} @${servers[0] ?? '-'}`, lines: ['NXDOMAIN'] },
        ],
        falsifier: say`wrong if \`getent hosts ${first.host}\` on ${question?.host ?? say`the host`} gives an address`,
        fix: {
          summary: say`Name the mirror of this region, or a public one.`,
          commands: [
            `cp -a ${first.path} ${first.path}.bak`,
            say`# ${first.path}: the mirror of this region instead of ${first.host}`,
            isRegistry
              ? say`systemctl restart docker   # containers stop for a moment unless live-restore is on`
              : say`yum clean all && yum makecache   # or apt-get update`,
          ],
          risk: say`A public mirror needs a way out to the Internet.`,
        },
        explains: [],
      },
    ];
  },
});
