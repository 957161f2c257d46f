import { governedCommands } from '../config/types.ts';
import type { Config } from '../config/types.ts';
import { ok, warning } from './check.ts';
import type { Check } from './check.ts';

/** Rules that let nobody in are safe, and rarely meant. */
export function checkAccess({ access, slack }: Config): Check[] {
  if (!slack.botToken) return [];
  if (access.teams.length === 0) {
    return [
      warning(
        'access',
        'access.teams is empty, so nobody may ask.',
        'Write the id of your workspace (T…) there.',
      ),
    ];
  }
  return governedCommands.map((command) => {
    const rule = access.rules[command];
    const someone = rule && (rule.everyone || rule.users.length > 0 || rule.groups.length > 0);
    if (someone) return ok('access', `/${command} is open to those whom access.${command} names.`);
    return warning(
      'access',
      `access.${command} names nobody, so /${command} is refused to everybody.`,
      `Write users, groups or everyone: true below access.${command}.`,
    );
  });
}
