import type { Logger } from 'pino';
import type { Access, AccessRule, Governed } from '../src/config/types.ts';
import { say, type Text } from '../src/text/say.ts';
import type { People, Person } from './people.ts';

export interface Asker {
  readonly userId: string;
  /** The workspace that the payload comes from. */
  readonly teamId: string;
  readonly enterpriseId?: string | undefined;
  /** Whose person it is, where the payload says so (clicks do, commands do not). */
  readonly userTeamId?: string | undefined;
  readonly channelId: string;
}

export type Admission =
  | { readonly kind: 'admitted' }
  | { readonly kind: 'refused'; readonly sentence: Text; readonly next: Text };

/** Nothing is allowed that is not written down, and what cannot be found out counts as a no. */
export async function mayAsk(
  what: Governed,
  asker: Asker,
  { access, people, logger }: { access: Access; people: People; logger: Logger },
): Promise<Admission> {
  const rule = access.rules[what];
  if (access.teams.length === 0 || rule === undefined || namesNobody(rule)) {
    return refused(
      say`Nobody may ${deed[what]} yet.`,
      say`Whoever runs Ferryman says who may, under access: in ferryman.yaml. Your user id is ${asker.userId}, this workspace's is ${asker.teamId}.`,
    );
  }
  try {
    const person = await people.person(asker.userId);
    return outsider(asker, person, access) ?? (await judge(what, asker, rule, people));
  } catch (error) {
    logger.error({ err: error, user: asker.userId }, 'could not find out who may ask');
    return refused(say`Slack did not say who you are, so this is refused.`, say`Try again in a minute.`);
  }
}

const deed: Record<Governed, Text> = {
  diagnose: say`use /diagnose`,
  logs: say`use /logs`,
  'fix-bridge': say`use /fix-bridge`,
  watch: say`use /watch`,
  quiet: say`use /quiet`,
  status: say`use /status`,
  approve: say`approve a change`,
};

/**
 * Whether it makes sense to offer something to the people here because of what somebody wrote: a person of the organisation, where the thing
 * may be asked for. Whoever takes the offer is judged then.
 */
export async function mayBeOffered(
  what: Governed,
  writer: Asker,
  { access, people, logger }: { access: Access; people: People; logger: Logger },
): Promise<boolean> {
  const rule = access.rules[what];
  if (access.teams.length === 0 || rule === undefined || namesNobody(rule)) return false;
  if (rule.channels.length > 0 && !rule.channels.includes(writer.channelId)) return false;
  try {
    return outsider(writer, await people.person(writer.userId), access) === undefined;
  } catch (error) {
    logger.warn({ err: error, user: writer.userId }, 'could not find out who wrote');
    return false;
  }
}

function namesNobody({ everyone, users, groups }: AccessRule): boolean {
  return !everyone && users.length === 0 && groups.length === 0;
}

function outsider(asker: Asker, person: Person, { teams }: Access): Admission | undefined {
  const known = (ids: readonly (string | undefined)[]) =>
    ids.some((id) => id !== undefined && teams.includes(id));
  const here = known([asker.teamId, asker.enterpriseId]);
  const ownTeam = known([person.teamId, person.enterpriseId]);
  const clickedFrom = asker.userTeamId === undefined || known([asker.userTeamId, person.enterpriseId]);
  if (!here || !ownTeam || !clickedFrom || person.standing === 'stranger') {
    return refused(
      say`Only people of this organisation may ask Ferryman.`,
      say`Ask one of them to do it; you can follow the thread.`,
    );
  }
  switch (person.standing) {
    case 'guest':
      return refused(say`Guests may not ask Ferryman.`, say`Ask a member of this workspace to do it.`);
    case 'gone':
    case 'bot':
      return refused(say`Only people may ask Ferryman.`, say`Ask as yourself.`);
    case 'member':
      return undefined;
    default:
      return person.standing satisfies never;
  }
}

async function judge(
  what: Governed,
  { userId, channelId }: Asker,
  rule: AccessRule,
  people: People,
): Promise<Admission> {
  if (rule.channels.length > 0 && !rule.channels.includes(channelId)) {
    return refused(
      say`You may not ${deed[what]} in this channel.`,
      say`Do it in one that ferryman.yaml names (access.${what}.channels), or have this one added: ${channelId}.`,
    );
  }
  if (rule.everyone || rule.users.includes(userId)) return { kind: 'admitted' };
  for (const group of rule.groups) {
    if ((await people.group(group)).has(userId)) return { kind: 'admitted' };
  }
  return refused(
    say`You may not ${deed[what]}.`,
    say`Whoever runs Ferryman can add you under access.${what} in ferryman.yaml; your user id is ${userId}.`,
  );
}

function refused(sentence: Text, next: Text): Admission {
  return { kind: 'refused', sentence, next };
}
