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
import { edited, recordedHost, without } from '../../../test/support/recorded-hosts.ts';
import { bridgeOrVethBroken as rule } from './bridge-or-veth-broken.ts';

const { snapshot } = recordedHost('bridge-or-veth-broken');
/** The same host, its bridge with the address that Docker gives it. */
const whole = edited(
  snapshot,
  'addresses',
  /^/,
  '3: docker0    inet 172.17.0.1/16 brd 172.17.255.255 scope global docker0\\       valid_lft forever preferred_lft forever\n',
);

test('a bridge without its address is named, and where its containers are looked for instead', () => {
  const finding = findingOf(rule, snapshot);
  expect(finding).toMatchObject({
    severity: 'critical',
    certainty: 'proven',
    subject: { name: 'docker0' },
    explains: ['port:30217'],
  });
  expect(finding.title).toContain('docker0 has lost its address');
  expect(evidenceText(finding)).toContain('172.17.0.2 via 192.168.181.253 dev eth0');
});

test('a bridge that is switched off is named', () => {
  const off = edited(whole, 'links', /(docker0: <[^>]*),UP,LOWER_UP>/, '$1>');
  expect(findingOf(rule, off).title).toContain('docker0 is switched off');
});

test('a cable that is pulled out of the bridge is named with its loose end', () => {
  const pulled = edited(whole, 'links', ' master docker0', '');
  const finding = findingOf(rule, pulled);
  expect(finding.title).toContain('the cable of topapi is not plugged into docker0');
  expect(finding.fix?.commands[0]).toMatch(/^ip link set veth\w+ master docker0$/);
});

test('a cable without a carrier is named', () => {
  const down = edited(whole, 'links', / master docker0 state UP/, ' master docker0 state LOWERLAYERDOWN');
  expect(findingOf(rule, down).title).toContain('the cable of topapi is down');
});

test('a bridge that is whole leaves the silence to another cause', () => {
  expect(findingsOf(rule, whole)).toEqual([]);
});

test('a bridge that packets get through is well, whatever it looks like', () => {
  const works = withOutcome(
    snapshot,
    ({ to, about }) => to.port === 30_217 || about.kind === 'container-address',
    {
      kind: 'connected',
    },
  );
  expect(findingsOf(rule, works)).toEqual([]);
});

test('an overlap of subnets is another cause', () => {
  expect(findingsOf(rule, recordedHost('bridge-subnet-contains-host-subnet').snapshot)).toEqual([]);
});

test('ifconfig does not tell what is plugged into a bridge, so nothing is claimed of it', () => {
  const { snapshot: story } = recordedHost('net-tools-bridge-subnet-equals-host-subnet');
  expect(findingsOf(rule, story)).toEqual([]);
  const bridge = 'br-18bd46f8da72';
  expect(findingsOf(rule, withText(story, 'bridge-ports', `veth508a57f ${bridge} 0\n`))).toEqual([]);
  // The bridge's own list has something else in it, and the container's cable is not among that.
  const finding = findingOf(rule, withText(story, 'bridge-ports', `tap0 ${bridge} 0\n`));
  expect(finding.title).toContain(`the cable of shop-web is not plugged into ${bridge}`);
  expect(finding.fix?.commands[0]).toBe(`ip link set veth508a57f master ${bridge}`);
});

test('healthy hosts are left alone, one whose docker0 is down for want of containers too', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
});

test('without the devices nothing is claimed', () => {
  expect(outcomeOf(rule, without(snapshot, 'links')).kind).toBe('unknown');
});
