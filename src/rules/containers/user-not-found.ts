import { startErrorRule } from './start-error.ts';

/**
 * Seen: the container stays "Created", exit code 128 or 126; its log is empty.
 * Why: USER of the image, or `user:` of the service, names somebody whom the image's /etc/passwd does not know.
 * Not seen: numbers need no entry and always work.
 */
export const userNotFound = startErrorRule({
  id: 'user-not-found',
  title: 'A container is to run as a user whom its image does not know',
  wording: /unable to find (?<kind>user|group) (?<user>[^:]+): no matching entries in (?:passwd|group) file/,
  tell: ({ container }, { kind = 'user', user = '' }) => ({
    title: `${container.name} cannot start: its image has no ${kind} ${user}`,
    explanation: `Container ${container.name} is to run as ${kind} ${user} (${container.inspect.config.user || 'USER of its image'}). Names are looked up in /etc/passwd and /etc/group of the image (${container.inspect.image}), not of the host, and there is no ${user} in there. Docker never started a process, so the log is empty.`,
    falsifier: `wrong if \`docker run --rm --user 0 --entrypoint cat ${container.inspect.image} /etc/${kind === 'user' ? 'passwd' : 'group'}\` shows ${user}`,
    fix: {
      summary: `Create the ${kind} in the image (RUN adduser …), or give its number, which needs no entry.`,
      commands: [`docker inspect -f '{{.Config.User}}' ${container.name}`],
      risk: 'Another number means other rights on mounted files. The container never ran, so nothing is interrupted.',
    },
    change: { compose: 'user: "<uid>:<gid>"', run: '--user <uid>:<gid>' },
  }),
});
