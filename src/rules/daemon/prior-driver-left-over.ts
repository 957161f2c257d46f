import { say, sentences, type Text } from '../../text/say.ts';
import { DRIVERS } from './storage-driver-unsupported.ts';
import { defineStartFailure } from './start-failure.ts';

/**
 * Seen: Docker does not start after an update or a reinstall; removing and installing it again changes nothing.
 * Why: the data root still holds what another storage driver left. Without a `storage-driver` in the configuration Docker
 * takes the driver that it finds data of, which may not work any more, or it finds data of several and refuses to choose;
 * old versions took their favourite and refused where there was data of any other.
 * Not seen: which of the folders holds what somebody still needs.
 */
export const priorDriverLeftOver = defineStartFailure({
  id: 'prior-driver-left-over',
  title: say`Docker's data root holds data of another storage driver`,
  says: [
    /prior storage driver "?(\w+)"? (?:failed|is deprecated|has been|not supported|doesn't)/,
    /"?(\/\S*?)"? contains (?:several valid|other) graphdrivers: ([^;]+);/i,
    /prior storage driver "?(\w+)/,
  ],
  amid: [/prior storage driver "?(\w+)"? failed/],
  tell: ({ words, daemonSetup, dockerData }) => {
    const found = (dockerData?.roots ?? []).flatMap(({ path, entries = [] }) =>
      entries.filter((entry) => DRIVERS.includes(entry)).map((entry) => `${path}/${entry}`),
    );
    const several = /contains (?:several valid|other) graphdrivers: ([^;]+)/i.exec(words)?.[1] ?? '';
    const other = several === '' || several.includes(',') ? undefined : several;
    const prior = /prior storage driver "?(\w+)/.exec(words)?.[1];
    const configured = daemonSetup?.file?.['storage-driver'];
    return {
      title:
        prior !== undefined
          ? say`it finds data of the storage driver ${prior}, which does not work here any more`
          : other === undefined
            ? say`its data root holds data of several storage drivers (${several})`
            : say`its data root holds data of another storage driver (${other})`,
      subject: { kind: 'storage', name: prior ?? (several || 'data root') },
      explanation: sentences(
        ...why({
          configured: typeof configured === 'string' ? configured : undefined,
          prior,
          other,
          several,
        }),
        say`Installing Docker again does not remove its data, so it does not help.`,
      ),
      evidence: found.length > 0 ? [{ source: say`ls -d of the data root`, lines: found }] : [],
      falsifier:
        other === undefined
          ? say`the data root holds the folder of one storage driver only`
          : say`the data root holds no folder of ${other}`,
      fix: {
        summary: say`Find out which folder holds the data that is in use, name that driver in daemon.json, and keep the other folder until nobody misses anything.`,
        commands: [
          ...(found.length > 0 ? [`du -sh ${found.join(' ')}`] : []),
          say`# put "storage-driver": "overlay2" (or the driver that is in use) into /etc/docker/daemon.json`,
        ],
        risk: say`Under another driver the images and containers of the old one are not seen; they are not lost while its folder stays. Never delete it to make Docker start.`,
      },
    };
  },
});

interface Folders {
  /** In the configuration. */
  readonly configured: string | undefined;
  /** Whose folder Docker goes by, in vain. */
  readonly prior: string | undefined;
  /** The only one that Docker names beside the one that it would take. */
  readonly other: string | undefined;
  readonly several: string;
}

function why({ configured, prior, other, several }: Folders): readonly Text[] {
  if (configured === undefined) {
    const reason = say`No storage driver is configured, so Docker goes by what it finds.`;
    if (prior !== undefined)
      return [reason, say`The data root holds the folder of ${prior}, and that driver cannot be used.`];
    return [
      reason,
      other === undefined
        ? say`The data root holds the folder of more than one driver (${several}), and Docker does not choose between them.`
        : say`The data root holds the folder of ${other}, which is not the driver that Docker would take, and Docker does not choose between the two.`,
    ];
  }
  if (prior !== undefined)
    return [
      say`The configuration asks for ${configured}, and the data root holds the folder of ${prior}, and that driver cannot be used.`,
    ];
  return [
    other === undefined
      ? say`The configuration asks for ${configured}, and the data root holds the folder of more than one driver (${several}), and Docker does not choose between them.`
      : say`The configuration asks for ${configured}, and the data root holds the folder of ${other}, and Docker does not choose between the two.`,
  ];
}
