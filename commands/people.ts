import type { WebClient } from '@slack/web-api';

/** What decides whether somebody may ask. */
export interface Person {
  readonly teamId: string | undefined;
  readonly enterpriseId: string | undefined;
  /** As Slack spells it: `zh-CN`. */
  readonly locale: string | undefined;
  readonly standing: 'member' | 'guest' | 'stranger' | 'bot' | 'gone';
}

/** Slack's own answers about people, at most five minutes old. A look-up that fails rejects; it never answers "yes". */
export interface People {
  person(userId: string): Promise<Person>;
  group(groupId: string): Promise<ReadonlySet<string>>;
}

const goodForMs = 5 * 60_000;

export function slackPeople(client: WebClient, clock: () => number): People {
  return {
    person: remembered(clock, async (user) => {
      const { user: found } = await client.users.info({ user, include_locale: true });
      return {
        teamId: found?.team_id,
        enterpriseId: found?.enterprise_user?.enterprise_id,
        locale: found?.locale,
        standing: standingOf(found ?? {}),
      };
    }),
    group: remembered(clock, async (usergroup) => {
      const { users = [] } = await client.usergroups.users.list({ usergroup });
      return new Set(users);
    }),
  };
}

interface Flags {
  readonly deleted?: boolean;
  readonly is_bot?: boolean;
  readonly is_restricted?: boolean;
  readonly is_ultra_restricted?: boolean;
  readonly is_stranger?: boolean;
}

function standingOf(user: Flags): Person['standing'] {
  if (user.deleted === true) return 'gone';
  if (user.is_stranger === true) return 'stranger';
  if (user.is_restricted === true || user.is_ultra_restricted === true) return 'guest';
  return user.is_bot === true ? 'bot' : 'member';
}

function remembered<T>(clock: () => number, ask: (id: string) => Promise<T>): (id: string) => Promise<T> {
  const known = new Map<string, { at: number; answer: Promise<T> }>();
  return (id) => {
    const old = known.get(id);
    if (old !== undefined && clock() - old.at < goodForMs) return old.answer;
    const answer = ask(id);
    const entry = { at: clock(), answer };
    known.delete(id);
    known.set(id, entry);
    const [eldest] = known.keys();
    if (known.size > 1_000 && eldest !== undefined) known.delete(eldest);
    // A failure is not remembered.
    answer.catch(() => {
      if (known.get(id) === entry) known.delete(id);
    });
    return answer;
  };
}
