import { governed } from '../config/types.ts';
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
  return governed.map((name) => {
    const rule = access.rules[name];
    const what = name === 'approve' ? 'To approve a change' : `/${name}`;
    const someone = rule && (rule.everyone || rule.users.length > 0 || rule.groups.length > 0);
    if (someone) return ok('access', `${what} is open to those whom access.${name} names.`);
    return warning(
      'access',
      `access.${name} names nobody, so ${what.replace(/^T/, 't')} is refused to everybody.`,
      `Write users, groups or everyone: true below access.${name}.`,
    );
  });
}
