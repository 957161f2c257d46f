import { say } from '../../text/say.ts';
import { defineStartFailure } from './start-failure.ts';

/** Flags of Red Hat's own Docker, which Docker's own packages and Debian's do not know. */
const RED_HATS =
  /signature-verification|add-registry|block-registry|userland-proxy-path=\/usr\/libexec|rhel-push-plugin|seccomp-profile=\/etc\/docker/;

/**
 * Seen: Docker does not start after docker-ce was installed over CentOS' own docker, or the other way round.
 * Why: the packages do not remove settings of one another: flags of the old family in /etc/sysconfig or a drop-in, which the
 * new program does not know.
 * Not seen: a leftover that the new Docker accepts and understands in another way.
 */
export const packageFamilySwap = defineStartFailure({
  id: 'package-family-swap',
  title: say`Settings of another family of Docker packages are left over`,
  says: [
    /unknown (?:shorthand )?flag:? (?:'\w' in )?-?-?(\S+)/,
    /flag provided but not defined: -?-?(\S+)/,
    /(docker-runc|docker-proxy-current|docker-init-current|rhel-push-plugin|oci runtime "?docker-runc"?).*(?:not found|no such file)/,
  ],
  tell: ({ words, groups: [flag = ''], daemonSetup, dockerData }) => {
    const found = daemonSetup?.flags.find(({ name, written }) => name === flag || written === `--${flag}`);
    const place = found?.writtenIn ?? '';
    if (
      !RED_HATS.test(flag) &&
      !place.startsWith('/etc/sysconfig/') &&
      !/docker-runc|-current|rhel-push/.test(flag)
    )
      return undefined;
    const where = place === '' ? say`its settings` : place;
    return {
      title:
        place === ''
          ? say`its settings hold \`${flag}\` of another family of Docker packages`
          : say`${place} holds \`${flag}\` of another family of Docker packages`,
      subject: { kind: 'package', name: 'docker' },
      explanation: say`CentOS' own docker, docker-ce and Debian's docker.io read different settings, and installing one leaves those of the other in place. This Docker does not know \`${flag}\`. It said: ${words}.`,
      evidence: [
        ...(found === undefined
          ? []
          : [{ source: `cat ${place}`, lines: [`${found.written} ${found.value}`] }]),
        ...((dockerData?.packages.length ?? 0) > 0
          ? [
              {
                source: "rpm -qa | grep -iE 'docker|containerd|runc'",
                lines: [...(dockerData?.packages ?? [])],
              },
            ]
          : []),
      ],
      falsifier: say`\`dockerd --help\` lists ${flag}`,
      fix: {
        summary: say`Take the old family's settings out of ${where}.`,
        commands: [
          "rpm -qa | grep -iE 'docker|containerd|runc'   # Debian: dpkg -l 'docker*' containerd runc",
          `cp -a ${place === '' ? '/etc/sysconfig/docker' : place} /root/`,
          say`# take ${flag} out of ${where}`,
          'systemctl daemon-reload',
        ],
      },
    };
  },
});
