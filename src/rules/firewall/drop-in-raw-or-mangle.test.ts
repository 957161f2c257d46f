import { expect, test } from 'vitest';

import {
  accusedHealthyHosts,
  evidenceText,
  findingOf,
  findingsOf,
  outcomeOf,
} from '../../../test/support/one-rule.ts';
import { without } from '../../../test/support/recorded-hosts.ts';

import { IN_DOCKER_USER, plain, silent, withLines, withTable } from '../../../test/support/firewall-hosts.ts';
import { dropInRawOrMangle as rule } from './drop-in-raw-or-mangle.ts';

const DROP = '[4:240] -A PREROUTING -p tcp -m tcp --dport 30712 -j DROP';
const shut = silent(withTable(plain, 'raw', DROP));

test.each(['raw', 'mangle'])('a drop in the table %s is named with its table', (table) => {
  const finding = findingOf(rule, silent(withTable(plain, table, DROP)));
  expect(finding).toMatchObject({ certainty: 'proven', explains: ['port:30712'] });
  expect(evidenceText(finding)).toContain(`$ iptables-save -c -t ${table}\n${DROP}`);
  expect(finding.fix?.commands).toContain(
    `iptables -t ${table} -D PREROUTING -p tcp -m tcp --dport 30712 -j DROP`,
  );
});

test('Docker’s own drops in raw are about packets straight to containers', () => {
  const own = '[0:0] -A PREROUTING -d 172.17.0.2/32 ! -i docker0 -j DROP';
  expect(findingsOf(rule, silent(withTable(plain, 'raw', own)))).toEqual([]);
});

test('rules that do not track, and drops of other ports, are no fault', () => {
  const others = [
    '[9:540] -A PREROUTING -p udp -m udp --dport 53 -j CT --notrack',
    DROP.replace('30712', '3306'),
  ];
  expect(findingsOf(rule, silent(withTable(plain, 'raw', ...others)))).toEqual([]);
});

test('a drop that nobody runs into, and a drop in the table filter, are not its business', () => {
  expect(findingsOf(rule, withTable(plain, 'raw', DROP))).toEqual([]);
  expect(findingsOf(rule, silent(withLines(plain, IN_DOCKER_USER, '[1:60] -A DOCKER-USER -j DROP')))).toEqual(
    [],
  );
});

test('healthy hosts are left alone, and without the rules nothing is claimed', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
  expect(outcomeOf(rule, without(shut, 'iptables')).kind).toBe('unknown');
});
