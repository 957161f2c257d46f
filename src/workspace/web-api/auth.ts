import { z } from 'zod';
import { BOT_ID, BOT_USER, TEAM } from '../state/people.ts';
import type { Method } from './answer.ts';
import { accept, method } from './answer.ts';

const nothing = z.object({});

export const authMethods: readonly Method[] = [
  method({ name: 'api.test', token: 'none' }, z.looseObject({}), (args) => accept({ args })),
  method({ name: 'auth.test', token: 'bot' }, nothing, (_, { origin }) =>
    accept({
      url: `${origin}/`,
      team: TEAM.name,
      user: 'ferryman',
      team_id: TEAM.id,
      user_id: BOT_USER,
      bot_id: BOT_ID,
      is_enterprise_install: false,
    }),
  ),
  method({ name: 'apps.connections.open', token: 'app', scope: 'connections:write' }, nothing, (_, desk) =>
    accept({ url: desk.openSocket() }),
  ),
];
