import { z } from 'zod';
import type { ViewContent } from '../block-kit/check-view.ts';
import { checkView } from '../block-kit/check-view.ts';
import type { Store } from '../state/store.ts';
import type { SlackView } from '../state/views.ts';
import type { Answer, Method } from './answer.ts';
import { accept, method, refuse } from './answer.ts';
import { nested } from './args.ts';

/** views.*: no scope is named for any of them. */

const triggered = z.object({
  trigger_id: z.string().optional(),
  interactivity_pointer: z.string().optional(),
  view: nested(z.unknown()),
});

export const viewMethods: readonly Method[] = [
  method({ name: 'views.open', token: 'bot' }, triggered, (args, { store }) =>
    show(store, args, (user, content) => {
      // Another modal of the same person makes room; one lies on another with views.push only.
      store.views.close(user);
      return store.views.push(user, content);
    }),
  ),
  method({ name: 'views.push', token: 'bot' }, triggered, (args, { store }) =>
    show(store, args, (user, content) =>
      store.views.modals(user).stack.length === 0 ? undefined : store.views.push(user, content),
    ),
  ),
  method(
    { name: 'views.update', token: 'bot' },
    z.object({
      view_id: z.string().optional(),
      external_id: z.string().optional(),
      hash: z.string().optional(),
      view: nested(z.unknown()),
    }),
    ({ view_id, external_id, hash, view: wanted }, { store }) => {
      const found = store.views.find({ id: view_id, externalId: external_id });
      if (!found) return refuse('not_found');
      if (hash !== undefined && hash !== found.view.hash) return refuse('hash_conflict');
      const content = read(wanted, found.view.type);
      if ('refusal' in content) return content.refusal;
      const view =
        found.view.type === 'home'
          ? store.views.publish(found.user, content)
          : store.views.replace(found.user, found.view, content);
      return accept({ view });
    },
  ),
  method(
    { name: 'views.publish', token: 'bot' },
    z.object({ user_id: z.string(), hash: z.string().optional(), view: nested(z.unknown()) }),
    ({ user_id, hash, view: wanted }, { store }) => {
      const person = store.people.find(({ id }) => id === user_id);
      if (!person || person.standing === 'bot') return refuse('invalid_arguments');
      if (hash !== undefined && hash !== store.views.home(user_id)?.hash) return refuse('hash_conflict');
      const content = read(wanted, 'home');
      if ('refusal' in content) return content.refusal;
      return accept({ view: store.views.publish(user_id, content) });
    },
  ),
];

function show(
  store: Store,
  { trigger_id, interactivity_pointer, view: wanted }: z.infer<typeof triggered>,
  place: (user: string, content: ViewContent) => SlackView | undefined,
): Answer {
  const content = read(wanted, 'modal');
  if ('refusal' in content) return content.refusal;
  const redeemed = store.triggers.redeem(trigger_id ?? interactivity_pointer ?? '');
  if ('error' in redeemed) return refuse(redeemed.error);
  const view = place(redeemed.user, content);
  return view ? accept({ view }) : refuse('push_limit_reached');
}

/** Slack's refusal names the place from the view on. */
function read(
  wanted: unknown,
  type: SlackView['type'],
): Exclude<ViewContent, { refusal: unknown }> | { refusal: Answer } {
  const checked = checkView(wanted);
  const problems =
    'problems' in checked
      ? checked.problems
      : checked.view.type === type
        ? []
        : [{ pointer: '/type', message: `must be ${type}`, code: 'failed_constraint' }];
  if (problems.some(({ code }) => code === 'view_too_large')) return { refusal: refuse('view_too_large') };
  if (problems.length > 0 || !('view' in checked)) {
    const messages = problems.map(
      ({ message, pointer }) => `[ERROR] ${message} [json-pointer:/view${pointer}]`,
    );
    return { refusal: refuse('invalid_arguments', { response_metadata: { messages } }) };
  }
  return checked.view;
}
