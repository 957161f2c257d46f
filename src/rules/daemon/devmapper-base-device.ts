import { say } from '../../text/say.ts';
import { defineStartFailure } from './start-failure.ts';

/**
 * Seen: Docker does not start after `yum update` or after a change of its volume group; installing it again does not help.
 * Why: the devicemapper driver keeps the id of its base device in the data root, and the thin pool that it finds now is
 * another one, or its base device was made by another version.
 * Not seen: what became of the old pool.
 */
export const devmapperBaseDevice = defineStartFailure({
  id: 'devmapper-base-device',
  title: say`Docker's devicemapper pool is not the one that its data belongs to`,
  says: [
    /Base Device UUID and Filesystem verification failed(.*)/i,
    /Unable to take ownership of thin-pool(.*)/i,
  ],
  amid: [/Base Device UUID and Filesystem verification failed(.*)/i],
  tell: ({ words }) => ({
    title: say`its devicemapper pool does not fit the data that it wrote down`,
    subject: { kind: 'storage', name: 'devicemapper' },
    explanation: say`Docker wrote down which base device its images were built on, and the pool that it is given now holds another one: ${words}. That happens after an update that changed the pool's settings, or when the pool was made anew. The data root is what differs, so installing Docker again changes nothing.`,
    falsifier: say`\`dmsetup status\` and \`lvs\` show the pool that the data root was made with`,
    fix: {
      summary: say`Give Docker its old pool back. If nothing on it is needed, move the old data away and start with an empty data root on overlay2.`,
      commands: [
        'lvs -a',
        'dmsetup ls',
        say`# to start empty, keeping the old data: mv /var/lib/docker /var/lib/docker.old`,
      ],
      risk: say`With an empty data root all images, containers and volumes are gone from view; volumes live in /var/lib/docker.old/volumes then. Never delete it before somebody has looked.`,
    },
  }),
});
