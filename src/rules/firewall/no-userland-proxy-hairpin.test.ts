import { expect, test } from 'vitest';

import {
  accusedHealthyHosts,
  evidenceText,
  findingOf,
  findingsOf,
  outcomeOf,
  withOutcome,
  withText,
} from '../../../test/support/one-rule.ts';
import { edited, without } from '../../../test/support/recorded-hosts.ts';

import { plain, withNeed } from '../../../test/support/firewall-hosts.ts';
import { noUserlandProxyHairpin as rule } from './no-userland-proxy-hairpin.ts';

const withoutProxy = withText(
  plain,
  'daemon-json',
  '==> /etc/docker/daemon.json <==\n{ "userland-proxy": false }\n',
);
const loopback = ({ to }: { to: { address: string } }) => to.address === '127.0.0.1';
const silence = { kind: 'timed-out', afterMs: 3000 } as const;
const routeLocalnet = (value: 0 | 1) =>
  edited(
    edited(withoutProxy, 'sysctls', /conf\/docker0\/route_localnet:\d\n/, ''),
    'sysctls',
    'net/ipv4/ip_forward:1',
    `net/ipv4/ip_forward:1\nnet/ipv4/conf/docker0/route_localnet:${value}`,
  );
const cut = withOutcome(routeLocalnet(0), loopback, silence);

test('a port that only the host itself does not reach is told with the switch that was set back', () => {
  const finding = findingOf(rule, cut);
  expect(finding).toMatchObject({ severity: 'warning', certainty: 'proven', explains: ['port:30712'] });
  expect(evidenceText(finding)).toContain('net.ipv4.conf.docker0.route_localnet = 0');
});

test('a container that does not reach itself is told with its port of the bridge', () => {
  const self = withNeed(withoutProxy, { address: '10.72.13.165', port: 30_712 }, 'connected', 'timed-out');
  const off = withText(self, 'bridge-ports', 'veth345c696 docker0 0\n');
  expect(findingOf(rule, off)).toMatchObject({ explains: ['need:rds:shop-web'] });
  expect(findingsOf(rule, withText(self, 'bridge-ports', 'veth345c696 docker0 1\n'))).toEqual([]);
});

test('Docker without its proxy that works, and one with it, is no fault', () => {
  expect(findingsOf(rule, routeLocalnet(0))).toEqual([]);
  expect(findingsOf(rule, withOutcome(routeLocalnet(1), loopback, silence))).toEqual([]);
  expect(findingsOf(rule, withOutcome(plain, loopback, silence))).toEqual([]);
});

test('healthy hosts are left alone, and without the facts nothing is claimed', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
  expect(outcomeOf(rule, without(cut, 'sysctls')).kind).toBe('unknown');
});
