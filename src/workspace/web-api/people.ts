import { z } from 'zod';
import type { Group, Person } from '../state/people.ts';
import { TEAM } from '../state/people.ts';
import type { Method } from './answer.ts';
import { accept, method, refuse } from './answer.ts';
import { flag } from './args.ts';

export const peopleMethods: readonly Method[] = [
  method(
    { name: 'users.info', token: 'bot', scope: 'users:read' },
    z.object({ user: z.string().default(''), include_locale: flag }),
    ({ user, include_locale }, { store }) => {
      const person = store.people.find(({ id }) => id === user);
      return person ? accept({ user: asUser(person, include_locale) }) : refuse('user_not_found');
    },
  ),
  method(
    { name: 'users.list', token: 'bot', scope: 'users:read' },
    z.object({ include_locale: flag }),
    ({ include_locale }, { store }) =>
      accept({
        members: store.people.map((person) => asUser(person, include_locale)),
        cache_ts: Math.floor(store.clock() / 1000),
        response_metadata: { next_cursor: '' },
      }),
  ),
  method(
    { name: 'usergroups.list', token: 'bot', scope: 'usergroups:read' },
    z.object({ include_users: flag, include_count: flag }),
    ({ include_users, include_count }, { store }) =>
      accept({
        usergroups: store.groups.map((group) => ({
          ...asGroup(group),
          ...(include_users ? { users: group.members } : {}),
          ...(include_count ? { user_count: group.members.length } : {}),
        })),
      }),
  ),
  method(
    { name: 'usergroups.users.list', token: 'bot', scope: 'usergroups:read' },
    z.object({ usergroup: z.string().default('') }),
    ({ usergroup }, { store }) => {
      const group = store.groups.find(({ id }) => id === usergroup);
      return group ? accept({ users: group.members }) : refuse('no_such_subteam');
    },
  ),
  method({ name: 'team.info', token: 'bot', scope: 'team:read' }, z.object({}), () =>
    accept({ team: { id: TEAM.id, name: TEAM.name, domain: TEAM.domain, email_domain: '' } }),
  ),
];

function asUser(person: Person, withLocale: boolean | undefined) {
  const { id, name, realName, teamId, zone, zoneLabel, zoneOffset, standing, locale } = person;
  return {
    id,
    team_id: teamId,
    name,
    deleted: false,
    real_name: realName,
    tz: zone,
    tz_label: zoneLabel,
    tz_offset: zoneOffset,
    profile: {
      title: '',
      phone: '',
      real_name: realName,
      real_name_normalized: realName,
      display_name: name,
      display_name_normalized: name,
      team: teamId,
      status_text: '',
      status_emoji: '',
    },
    is_admin: false,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: standing === 'guest' || standing === 'single-channel guest',
    is_ultra_restricted: standing === 'single-channel guest',
    is_bot: standing === 'bot',
    is_app_user: false,
    // Only people of another organisation carry the field.
    ...(standing === 'external' ? { is_stranger: true } : {}),
    updated: 1_700_000_000,
    ...(withLocale ? { locale } : {}),
  };
}

const asGroup = ({ id, handle, name }: Group) => ({
  id,
  team_id: TEAM.id,
  is_usergroup: true,
  is_subteam: true,
  name,
  handle,
  description: '',
  is_external: false,
  date_create: 1_700_000_000,
  date_delete: 0,
});
