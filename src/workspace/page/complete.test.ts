import { describe, expect, test } from 'vitest';
import { groups, people } from '../state/people.ts';
import { mentioned, offersFor } from './complete.ts';

const known = { commands: [], people, groups };

describe('behind an @', () => {
  test.each([
    ['@sup', ['@support']],
    ['ask @Appro', ['@approvers']],
    ['@l', ['@lin']],
    ['mail@sup', []],
  ])('%s is completed from people and user groups', (text, names) => {
    expect(offersFor(text, known).map(({ name }) => name)).toEqual(names);
  });

  // What Slack's clients send: https://docs.slack.dev/messaging/formatting-message-text
  test.each([
    ['@support hz-shop is dead', '<!subteam^S0SUPPORT|@support> hz-shop is dead'],
    ['please ask @support.', 'please ask <!subteam^S0SUPPORT|@support>.'],
    ['@lin and @anna', '<@U0LIN> and <@U0ANNA>'],
    ['@nobody, mail@support', '@nobody, mail@support'],
  ])('%s is sent with its mentions', (text, sent) => {
    expect(mentioned(text, known)).toBe(sent);
  });
});
