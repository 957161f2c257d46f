import { expect, test } from 'vitest';

import {
  accusedHealthyHosts,
  evidenceText,
  findingOf,
  findingsOf,
  outcomeOf,
  withText,
} from '../../../test/support/one-rule.ts';
import { recordedHost, without } from '../../../test/support/recorded-hosts.ts';
import { embeddedDnsBroken as rule } from './embedded-dns-broken.ts';

const { snapshot } = recordedHost('healthy-internal-network');
/** As the lab printed it after `iptables -t nat -F` in the namespace, with the process of postgres. */
const answers = (words: string) =>
  withText(
    snapshot,
    'container-names',
    `r 348 nameserver 127.0.0.11\nr 348 options ndots:0\nh 348 172.18.0.2\t07f19e1d5266\n? 348 127.0.0.11 postgres\n${words}\n`,
  );

test('a question to Docker’s own nameserver that is refused means that the rules are gone', () => {
  const finding = findingOf(rule, answers('= 1'));
  expect(finding).toMatchObject({ severity: 'warning', certainty: 'proven', subject: { name: 'postgres' } });
  expect(evidenceText(finding)).toContain(
    'nsenter -t 348 -n dig +time=1 +tries=2 @127.0.0.11 postgres\nconnection refused',
  );
  expect(finding.fix?.commands).toEqual(['docker restart postgres']);
});

test('an answer means that they are there, and silence means something else', () => {
  const own =
    '= 0\n 46 52 81 80 00 01 00 01 00 00 00 00 02 6e 6e 00\n 00 01 00 01 02 6e 6e 00 00 01 00 01 00 00 02 58\n 00 04 ac 12 00 02';
  expect(findingsOf(rule, answers(own))).toEqual([]);
  expect(findingsOf(rule, answers('= 124'))).toEqual([]);
});

test('healthy hosts are left alone, and without the containers nothing is claimed', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
  expect(outcomeOf(rule, without(answers('= 1'), 'docker-inspect')).kind).toBe('unknown');
});
