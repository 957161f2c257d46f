import type { Page } from 'playwright-core';
import type { Host } from '../../src/hosts/host.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';
import { type Demo, recordedHost } from '../demo/start-demo.ts';
import type { Shot } from './shots.ts';

const hangzhou = { site: 'hangzhou' };
const singapore = { site: 'singapore', tags: ['shop', 'asia'] };

/** Recorded hosts, some of them broken, as a team has them that is half way through a move. */
const hosts: readonly Host[] = [
  recordedHost('hz-shop', 'the-story-again', hangzhou),
  recordedHost('hz-api', 'dotnet-shared-framework-missing-6.0', hangzhou),
  recordedHost('hz-web', 'healthy-plain', hangzhou),
  recordedHost('hz-db', 'healthy-databases', hangzhou),
  recordedHost('hz-cache', 'healthy-many-networks', hangzhou),
  recordedHost('hz-build', 'healthy-docker-28', hangzhou),
  recordedHost('sg-shop', 'the-story', singapore),
  recordedHost('sg-web', 'healthy-debian-11', singapore),
  recordedHost('sg-mail', 'healthy-host-network', singapore),
  recordedHost('sg-old', 'ip-forward-off', { ...singapore, tags: ['retired'] }),
];

export const dashboardShots: readonly Shot[] = [
  { name: 'dashboard', width: 1180, height: 760, scheme: 'light', hosts, play },
  { name: 'dashboard-phone', width: 360, height: 720, scheme: 'dark', hosts, play },
];

/** Has the hosts watched, keeps one quiet, asks about another, and looks. */
async function play(page: Page, workspace: Workspace, demo: Demo): Promise<void> {
  const channel = 'migration';
  // The second picture finds the work of the first one done.
  await workspace.slash({ command: '/watch', text: 'shop every 1m', channel });
  await workspace.slash({ command: '/quiet', text: 'sg-web for 2h because its disk is replaced', channel });
  await page.goto(demo.dashboardLink);
  const hostList = page.getByRole('region', { name: 'Hosts' });
  await hostList.locator('.is-unknown').first().waitFor({ state: 'detached', timeout: 180_000 });
  await page.locator('.incident').nth(1).waitFor({ timeout: 180_000 });
}
