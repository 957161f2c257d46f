import type { Browser, Page } from 'playwright-core';
import type { Workspace, WorkspaceOptions } from '../../src/workspace/workspace.ts';
import { startWorkspace } from '../../src/workspace/workspace.ts';
import type { BoltApp } from './workspace-bolt-app.ts';
import { startBoltApp } from './workspace-bolt-app.ts';

/** A workspace with an app in it, opened in a browser. */
export interface OpenPage {
  readonly workspace: Workspace;
  readonly bolt: BoltApp;
  readonly page: Page;
  close(): Promise<void>;
}

export interface Look {
  readonly width?: number;
  readonly height?: number;
  readonly scheme?: 'light' | 'dark';
}

export async function openPage(
  browser: Browser,
  register: (app: BoltApp['app']) => void,
  options: WorkspaceOptions = {},
  { width = 1300, height = 850, scheme = 'light' }: Look = {},
): Promise<OpenPage> {
  const workspace = await startWorkspace(options);
  const bolt = await startBoltApp(workspace, register, 2);
  const page = await browser.newPage({ viewport: { width, height }, colorScheme: scheme });
  await page.goto(workspace.pageUrl);
  await page.getByText('Ferryman is connected (2)').waitFor({ state: 'attached' });
  return {
    workspace,
    bolt,
    page,
    async close() {
      await page.close();
      await bolt.stop();
      await workspace.stop();
    },
  };
}
