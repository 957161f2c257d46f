import { render } from 'preact';
import { applyTheme } from '../../workspace/page/theme.tsx';
import type { PageSettings } from '../page-html.ts';
import { App } from './app.tsx';

applyTheme();
const root = document.querySelector<HTMLElement>('#app');
const settings = root?.dataset['settings'];
if (root && settings !== undefined) {
  // Written by the server that this page comes from.
  const read: PageSettings = JSON.parse(settings);
  render(<App {...read} />, root);
}
