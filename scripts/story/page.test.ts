import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

import { emptyPlaces, fillPage, outputsOn, proseOf } from './page.ts';

const page = readFileSync(new URL('../../docs/story.md', import.meta.url), 'utf8');
const prose = readFileSync(new URL('page.md', import.meta.url), 'utf8');

test('a page gives back what it was made from, and keeps what is not played anew', () => {
  const outputs = new Map([
    ['move/ports', '```\n$ curl\nit works $1\n```'],
    ['docker/candidates', '| a |\n|---|\n| b |'],
  ]);
  const text =
    'First.\n\n{{move/ports}}\n\nThen `docker inspect -f {{.Id}}`.\n\n{{docker/candidates}}\n\n{{stack/new}}\n';
  const made = fillPage(text, outputs);
  expect(outputsOn(made)).toEqual(outputs);
  expect(proseOf(made)).toBe(text);
  expect(fillPage(proseOf(made), outputsOn(made))).toBe(made);
  expect(emptyPlaces(made)).toEqual(['stack/new']);
});

describe('docs/story.md', () => {
  test('has the prose of scripts/story/page.md, and an output at each place; npx tsx scripts/story.ts writes it', () => {
    expect(proseOf(page)).toBe(prose);
    expect(emptyPlaces(page)).toEqual([]);
  });

  test.each([
    ['move/copied', "🔴 hz-shop:30003 is faulty: Docker's bridge covers the network card's subnet"],
    ['move/copied', 'Behind it       Nobody configured 192.168.0.0/20.'],
    ['move/route-deleted-said', "🔴 hz-shop is faulty: The route to eth0's own subnet was deleted"],
    ['move/error-40', 'error: 40 - Could not open a connection to SQL Server'],
    ['move/cured-said', '🟢 hz-shop is healthy'],
    ['move/closed-said', "the\n   cloud's security group does not let them in"],
    ['move/exiting-said', 'topapi needs Microsoft.AspNetCore.App 2.1.1, which'],
    ['stack/conflict', 'The container name "/topapi" is already in use'],
    ['stack/broken-said', '# Portainer, Stacks, shop, Editor, service topapi: image: <image>'],
  ])('%s says: %s', (place, words) => {
    expect(outputsOn(page).get(place)).toContain(words);
  });

  test('every step names its cause', () => {
    const causes = [...prose.matchAll(/^\| \[\d\]\(.*\| (.+) \|$/gm)].map(([, cause]) => cause);
    expect(causes).toEqual([
      '`bridge-subnet-contains-host-subnet`',
      '`connected-route-deleted-by-hand`',
      'none: healthy',
      '`security-group-not-bound-or-no-rule`',
      '`dotnet-shared-framework-missing`',
    ]);
  });

  test('each candidate for a Docker that does not start is named first on its host', () => {
    const rows = (outputsOn(page).get('docker/candidates') ?? '').split('\n').slice(2);
    expect(rows.map((row) => /`([a-z-]+)` \|$/.exec(row)?.[1])).toEqual([
      'flag-and-file-duplicate',
      'daemon-json-unknown-key',
      'package-family-swap',
      'prior-driver-left-over',
      'storage-driver-unsupported',
      'containerd-or-runc-mismatch',
      'default-bridge-creation-failed',
      'iptables-unusable',
      'daemon-json-invalid',
      'shared-lib-skew',
      'custom-bridge-missing-after-reboot',
    ]);
  });

  test('nothing on it belongs to the lab alone', () => {
    expect(page).not.toMatch(/\b198\.1[89]\.\d|\/proc\/\d|\b20\d\d-\d\d-\d\dT/);
  });
});
