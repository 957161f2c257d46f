import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Host } from '../../hosts/host.ts';
import { recordedHost } from '../../../test/support/recorded-hosts.ts';
import { viewOf } from '../../../test/support/views.ts';
import { rangesOfOthers, readKnownSubnets, rememberSeen, rememberSubnets } from './known-subnets.ts';

const at = new Date('2026-11-22T12:00:00Z');
const story = recordedHost('the-story');
const network = viewOf('network', story.snapshot);

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'known-subnets-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('what one diagnosis saw of a host the next one of another host knows', async () => {
  const path = join(folder, 'data', 'subnets.json');
  await rememberSubnets(path, 'hz-shop', network, at);
  expect(await readKnownSubnets(path)).toEqual({
    'hz-shop': { at: at.toISOString(), subnets: ['192.168.0.0/24'] },
  });
  expect(readdirSync(join(folder, 'data'))).toEqual(['subnets.json']);
});

it('a look at a host for another purpose is remembered too', async () => {
  const path = join(folder, 'subnets.json');
  await rememberSeen(path, { ...story.snapshot, host: 'hz-story' });
  expect((await readKnownSubnets(path))['hz-story']?.subnets).toEqual(['192.168.0.0/24']);
});

it('a file that cannot be read or written is no reason to stop', async () => {
  const path = join(folder, 'subnets.json');
  writeFileSync(path, '{');
  expect(await readKnownSubnets(path)).toEqual({});
  expect(await rememberSubnets(join(path, 'below-a-file'), 'hz-shop', network, at)).toHaveProperty('hz-shop');
  expect(await readKnownSubnets(undefined)).toEqual({});
});

const host = (name: string, via: Host['via'], needs: Host['needs'] = []): Host => ({
  name,
  via,
  needs,
  tags: [],
  source: 'ferryman.yaml:1',
});

const ssh = (address: string): Host['via'] => ({
  kind: 'ssh',
  address,
  port: 22,
  user: 'root',
  identityFiles: [],
  knownHostsFiles: ['/x'],
});

it('other hosts stand in the /24 of their address, in what they must reach, in what was recorded and in what was seen', async () => {
  const seen = { 'hz-web': { at: at.toISOString(), subnets: ['172.20.0.0/16'] } };
  const others = [
    host('hz-db', ssh('10.3.0.8'), [
      { name: 'backup', address: '10.4.0.9' },
      { name: 'mail', address: 'mail.example' },
    ]),
    host('hz-web', ssh('hz-web.example')),
    host('hz-old', { kind: 'snapshot', path: join(story.folder, 'snapshot.json') }),
    host('hz-gone', { kind: 'snapshot', path: '/no/such/file' }),
    // What it must reach says nothing about where it stands.
    host('hz-name', ssh('hz-name.example'), [{ name: 'rds', address: '10.5.0.20' }]),
  ];
  expect(await rangesOfOthers(seen, others)).toEqual([
    { host: 'hz-db', ranges: ['10.3.0.0/24', '10.4.0.0/24'], from: 'address' },
    { host: 'hz-web', ranges: ['172.20.0.0/16'], from: 'look' },
    { host: 'hz-old', ranges: ['192.168.0.0/24'], from: 'look' },
    { host: 'hz-gone', ranges: [], from: 'neither' },
    { host: 'hz-name', ranges: ['10.5.0.0/24'], from: 'neither' },
  ]);
});
