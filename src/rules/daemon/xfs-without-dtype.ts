import { say } from '../../text/say.ts';
import { defineStartFailure } from './start-failure.ts';

/**
 * Seen: Docker does not start after an update (17.x only warned), or overlay2 cannot be used on an old CentOS image.
 * Why: the xfs file system below the data root was made without d_type (`ftype=0`, the default of CentOS 7.2 and before).
 * overlay2 needs it; it cannot be switched on afterwards.
 * Not seen: other file systems without d_type.
 */
export const xfsWithoutDtype = defineStartFailure({
  id: 'xfs-without-dtype',
  title: say`The file system below Docker's data was made without d_type`,
  says: [/(overlay2?): the backing (\w+) filesystem is formatted without d_type support/],
  amid: [/(overlay2?): the backing (\w+) filesystem is formatted without d_type support/],
  tell: ({ groups: [driver = 'overlay2', fs = 'xfs'], dockerData, daemonSetup }) => {
    const root = dataRootOf(daemonSetup?.file) ?? dockerData?.roots[0]?.path ?? '/var/lib/docker';
    return {
      title: say`the ${fs} file system below ${root} was made without d_type, which ${driver} needs`,
      subject: { kind: 'file system', name: root },
      explanation: say`${driver} has to know from a directory entry whether it is a file or a folder. This ${fs} was formatted without that (ftype=0, as CentOS 7.2 and older did it), and it cannot be switched on in place. Older Dockers only warned.`,
      falsifier: say`\`xfs_info ${root}\` says ftype=1`,
      fix: {
        summary: say`Put the data root on a file system made with ftype=1: a new disk, or this one after its data was moved away.`,
        commands: [
          `xfs_info ${root} | grep ftype`,
          say`# on a new, empty disk only: mkfs.xfs -n ftype=1 /dev/NEW, then move the data root there ("data-root")`,
        ],
        risk: say`mkfs wipes the disk that it is given. Images can be pulled again, volumes cannot: copy them first.`,
      },
    };
  },
});

function dataRootOf(file: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const root = file?.['data-root'] ?? file?.['graph'];
  return typeof root === 'string' ? root : undefined;
}
