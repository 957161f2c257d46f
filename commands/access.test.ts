import { pino } from 'pino';
import { expect, test } from 'vitest';
import type { AccessRule } from '../src/config/types.ts';
import { type Asker, mayAsk } from './access.ts';
import { tell } from '../src/text/tell.ts';
import type { People, Person } from './people.ts';

const logger = pino({ level: 'silent' });
const member: Person = { teamId: 'T1', enterpriseId: undefined, locale: 'en-US', standing: 'member' };
const asker: Asker = { userId: 'U1', teamId: 'T1', channelId: 'C1' };

function people(person: Partial<Person> = {}, groups: Record<string, string[]> = {}): People {
  return {
    person: async () => ({ ...member, ...person }),
    group: async (id) => {
      const users = groups[id];
      if (users === undefined) throw new Error('no_such_subteam');
      return new Set(users);
    },
  };
}

function rule(changes: Partial<AccessRule>): AccessRule {
  return { everyone: false, users: [], groups: [], channels: [], ...changes };
}

async function verdict(
  given: Partial<AccessRule> | undefined,
  who: People = people(),
  from: Partial<Asker> = {},
  teams = ['T1'],
): Promise<string> {
  const access = { teams, rules: given === undefined ? {} : { diagnose: rule(given) } };
  const admission = await mayAsk('diagnose', { ...asker, ...from }, { access, people: who, logger });
  return admission.kind === 'admitted' ? 'admitted' : tell(admission.sentence, 'en');
}

test('everyone, a named user and a member of a named group may ask', async () => {
  expect(await verdict({ everyone: true })).toBe('admitted');
  expect(await verdict({ users: ['U1'] })).toBe('admitted');
  expect(await verdict({ groups: ['S1'] }, people({}, { S1: ['U1'] }))).toBe('admitted');
});

test('what is not written down is refused', async () => {
  const nobody = 'Nobody may use /diagnose yet.';
  expect(await verdict(undefined)).toBe(nobody);
  expect(await verdict({})).toBe(nobody);
  expect(await verdict({ channels: ['C1'] })).toBe(nobody);
  expect(await verdict({ everyone: true }, people(), {}, [])).toBe(nobody);
  expect(await verdict({ users: ['U2'] })).toBe('You may not use /diagnose.');
  expect(await verdict({ groups: ['S1'] }, people({}, { S1: ['U2'] }))).toBe('You may not use /diagnose.');
});

test('a user group that Slack does not tell refuses', async () => {
  expect(await verdict({ groups: ['S-unknown'] })).toContain('Slack did not say who you are');
});

test('guests, bots, deactivated people and strangers are refused whatever the rule says', async () => {
  const outside = 'Only people of this organisation may ask Ferryman.';
  expect(await verdict({ users: ['U1'] }, people({ standing: 'guest' }))).toBe(
    'Guests may not ask Ferryman.',
  );
  expect(await verdict({ users: ['U1'] }, people({ standing: 'stranger' }))).toBe(outside);
  expect(await verdict({ users: ['U1'] }, people({ standing: 'bot' }))).toBe('Only people may ask Ferryman.');
  expect(await verdict({ users: ['U1'] }, people({ standing: 'gone' }))).toBe(
    'Only people may ask Ferryman.',
  );
});

test('somebody of another team is refused, by the profile, the payload or the click', async () => {
  const outside = 'Only people of this organisation may ask Ferryman.';
  expect(await verdict({ everyone: true }, people({ teamId: 'T2' }))).toBe(outside);
  expect(await verdict({ everyone: true }, people({ teamId: undefined }))).toBe(outside);
  expect(await verdict({ everyone: true }, people(), { teamId: 'T2' })).toBe(outside);
  expect(await verdict({ everyone: true }, people(), { userTeamId: 'T2' })).toBe(outside);
});

test('an organisation that is named admits the people of all its workspaces', async () => {
  const grid = people({ teamId: 'T9', enterpriseId: 'E1' });
  expect(await verdict({ everyone: true }, grid, { teamId: 'T8', enterpriseId: 'E1' }, ['E1'])).toBe(
    'admitted',
  );
  expect(
    await verdict({ everyone: true }, people({ teamId: 'T9' }), { teamId: 'T8', enterpriseId: 'E1' }, ['E1']),
  ).toContain('organisation');
});

test('a rule with channels holds in those only', async () => {
  expect(await verdict({ everyone: true, channels: ['C1'] })).toBe('admitted');
  expect(await verdict({ users: ['U1'], channels: ['C2'] })).toBe(
    'You may not use /diagnose in this channel.',
  );
});
