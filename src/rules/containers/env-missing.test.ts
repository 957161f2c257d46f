import { expect, test } from 'vitest';

import { evidenceText, findingOf, findingsOf, withContainer } from '../../../test/support/one-rule.ts';
import { ended, keepsStill, looping } from '../../../test/support/troubled-container.ts';
import { envMissing as rule } from './env-missing.ts';

const keyError = `Traceback (most recent call last):
  File "/usr/lib/python3.9/os.py", line 679, in __getitem__
    raise KeyError(key) from None
KeyError: 'SHOP_DB_URL'`;
const snapshot = looping({ log: keyError });

test('the variable is named, and that the container does not have it', () => {
  const finding = findingOf(rule, snapshot);
  expect(finding).toMatchObject({ severity: 'critical', certainty: 'proven' });
  expect(finding.title).toBe('topapi gives up because its environment has no SHOP_DB_URL');
  expect(evidenceText(finding)).toMatch(/cut -d= -f1\nPATH$/m);
  expect(finding.fix?.commands.join('\n')).toContain('SHOP_DB_URL');
});

test.each([
  ['sh -u', '/srv/start.sh: line 3: REDIS_HOST: parameter not set', 'REDIS_HOST'],
  ['bash', 'start.sh: line 3: REDIS_HOST: unbound variable', 'REDIS_HOST'],
  ['bash with words of its own', 'start.sh: line 4: DB_HOST: must be set', 'DB_HOST'],
  ['Node', 'Error: process.env.API_TOKEN is undefined', 'API_TOKEN'],
  ['a list', 'Missing required environment variables: SMTP_HOST, SMTP_USER', 'SMTP_HOST'],
  ['a sentence', 'Error: environment variable "PAY_KEY" is not set', 'PAY_KEY'],
  ['a bare name', 'FATAL: JWT_SECRET is required', 'JWT_SECRET'],
  ['envconfig of Go', 'required key SHOP_DB_HOST missing value', 'SHOP_DB_HOST'],
  ['Spring', 'Could not resolve placeholder \'shop.db.url\' in value "${shop.db.url}"', 'SHOP_DB_URL'],
])('%s', (_what, log, variable) => {
  expect(findingOf(rule, ended({ log })).title).toContain(`no ${variable}`);
});

test.each([
  ['.NET', "System.ArgumentNullException: Value cannot be null. (Parameter 'connectionString')"],
  ['an image of PostgreSQL', 'Error: Database is uninitialized and superuser password is not specified.'],
])('without a name it is likely: %s', (_what, log) => {
  expect(findingOf(rule, ended({ log })).certainty).toBe('likely');
});

test('a variable that is there, a key of another dictionary and other errors are other causes', () => {
  const there = withContainer(snapshot, 'topapi', { Config: { Env: ['SHOP_DB_URL=x'] } });
  expect(findingsOf(rule, there)).toEqual([]);
  expect(findingsOf(rule, ended({ log: "KeyError: 'market'" }))).toEqual([]);
  expect(findingsOf(rule, ended({ log: 'ValueError: bad market' }))).toEqual([]);
  expect(findingsOf(rule, ended({ log: 'missing required parameter market_id' }))).toEqual([]);
  expect(findingsOf(rule, ended({ log: 'port: is not set' }))).toEqual([]);
});

keepsStill(rule, snapshot, ['docker-inspect', 'docker-logs']);
