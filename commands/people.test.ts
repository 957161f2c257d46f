import { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startWorkspace, type Workspace } from '../src/workspace/workspace.ts';
import { slackPeople } from './people.ts';

let workspace: Workspace;
let now = 0;
beforeEach(async () => {
  workspace = await startWorkspace();
  now = 0;
});
afterEach(() => workspace.stop());

function people() {
  const options = { slackApiUrl: workspace.apiUrl, retryConfig: { retries: 0 } };
  return slackPeople(new WebClient(workspace.botToken, options), () => now);
}

test('Slack tells members, guests and people of other organisations apart', async () => {
  const known = people();
  expect(await known.person('U0LIN')).toMatchObject({ teamId: 'T0FERRYMAN', standing: 'member' });
  expect(await known.person('U0GUS')).toMatchObject({ standing: 'guest' });
  expect(await known.person('U0EVE')).toMatchObject({ teamId: 'T0PARTNER', standing: 'stranger' });
  expect(await known.group('S0SUPPORT')).toEqual(new Set(['U0LIN', 'U0ANNA']));
});

test('an answer is good for five minutes, a failure is not kept', async () => {
  const known = people();
  workspace.faults.error503({ method: 'users.info' });
  await expect(known.person('U0LIN')).rejects.toThrow('503');
  await known.person('U0LIN');
  now = 299_000;
  await known.person('U0LIN');
  now = 301_000;
  await known.person('U0LIN');
  expect(workspace.journal.calls.map(({ fault }) => fault ?? 'asked')).toEqual([
    'error-503',
    'asked',
    'asked',
  ]);
});
