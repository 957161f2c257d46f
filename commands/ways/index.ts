import type { App } from '@slack/bolt';
import type { Answers } from '../answers.ts';
import type { WatchDeps } from '../watch.ts';
import { registerFerryman } from './ferryman.ts';
import { type Homes, registerHome } from './home.ts';
import { registerMention } from './mention.ts';
import { registerForm } from './sent-form.ts';
import { registerShortcut, type ShortcutDeps } from './shortcut.ts';
import { registerSupport } from './support.ts';
import { registerWatchForms } from './watch-forms.ts';

/** Every way to ask that is no slash command of its own. */
export function registerWays(
  app: App,
  answers: Answers,
  deps: ShortcutDeps & Pick<WatchDeps, 'watches'>,
): Homes {
  registerFerryman(answers, deps);
  registerMention(app, deps);
  registerForm(app, deps);
  registerShortcut(app, deps);
  registerSupport(app, answers, deps);
  const homes = registerHome(app, answers, deps);
  registerWatchForms(app, answers, homes, deps);
  return homes;
}
