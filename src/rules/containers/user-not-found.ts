import { say, sentences } from '../../text/say.ts';
import { startErrorRule } from './start-error.ts';

/**
 * Seen: the container stays "Created", exit code 128 or 126; its log is empty.
 * Why: USER of the image, or `user:` of the service, names somebody whom the image's /etc/passwd does not know.
 * Not seen: numbers need no entry and always work.
 */
export const userNotFound = startErrorRule({
  id: 'user-not-found',
  title: say`A container is to run as a user whom its image does not know`,
  wording: /unable to find (?<kind>user|group) (?<user>[^:]+): no matching entries in (?:passwd|group) file/,
  tell: ({ container }, { kind = 'user', user = '' }) => {
    const { name, inspect } = container;
    const { image, config } = inspect;
    const ofGroup = kind === 'group';
    const by = config.user || say`USER of its image`;
    return {
      title: ofGroup
        ? say`${name} cannot start: its image has no group ${user}`
        : say`${name} cannot start: its image has no user ${user}`,
      explanation: sentences(
        ofGroup
          ? say`Container ${name} is to run as group ${user} (${by}).`
          : say`Container ${name} is to run as user ${user} (${by}).`,
        say`Names are looked up in /etc/passwd and /etc/group of the image (${image}), not of the host, and there is no ${user} in there. Docker never started a process, so the log is empty.`,
      ),
      falsifier: say`wrong if \`docker run --rm --user 0 --entrypoint cat ${image} /etc/${ofGroup ? 'group' : 'passwd'}\` shows ${user}`,
      fix: {
        summary: ofGroup
          ? say`Create the group in the image (RUN adduser …), or give its number, which needs no entry.`
          : say`Create the user in the image (RUN adduser …), or give its number, which needs no entry.`,
        commands: [`docker inspect -f '{{.Config.User}}' ${name}`],
        risk: say`Another number means other rights on mounted files. The container never ran, so nothing is interrupted.`,
      },
      change: { compose: 'user: "<uid>:<gid>"', run: '--user <uid>:<gid>' },
    };
  },
});
