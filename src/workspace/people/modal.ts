import { z } from 'zod';
import { FerrymanError } from '../../errors.ts';
import { checkView } from '../block-kit/check-view.ts';
import { menuOption, optionGroup } from '../block-kit/composition.ts';
import type { Delivery } from '../state/journal.ts';
import { APP_ID } from '../state/people.ts';
import type { SlackView } from '../state/views.ts';
import type { Desk } from './desk.ts';
import { actor, personOf, team, verification } from './desk.ts';
import type { Filled } from './form.ts';
import { fill } from './form.ts';

/** What people do with a form: fill it in and send it, close it, type into a menu that asks the app. */

interface InView {
  readonly user?: string;
  /** The one on top unless said; a home tab by its id. */
  readonly viewId?: string;
}

export interface Submit extends InView {
  readonly values?: Filled;
}

export interface Suggest extends InView {
  readonly actionId: string;
  /** What was typed so far. */
  readonly typed?: string;
}

export type CloseView = InView;

/** The view that somebody means. */
export function viewOf({ store }: Desk, { user: wanted, viewId }: InView): SlackView {
  const user = personOf(store, wanted);
  const { stack } = store.views.modals(user.id);
  const home = store.views.home(user.id);
  const view =
    viewId === undefined ? stack.at(-1) : [...stack, ...(home ? [home] : [])].find(({ id }) => id === viewId);
  if (view) return view;
  throw new FerrymanError(
    'no-such-view',
    viewId === undefined ? `${user.name} has no form open.` : `${user.name} has no view ${viewId}.`,
    'Open one: with a command, a shortcut or a button.',
  );
}

const Response = z.discriminatedUnion('response_action', [
  z.object({ response_action: z.literal('errors'), errors: z.record(z.string(), z.string().min(1)) }),
  z.object({ response_action: z.literal('clear') }),
  z.object({ response_action: z.literal('update'), view: z.unknown() }),
  z.object({ response_action: z.literal('push'), view: z.unknown() }),
]);

const trouble = 'We had some trouble connecting. Try again?';

/** Sends a form. What has to be filled in and is not keeps it from going out, as in Slack's own clients. */
export async function submit(desk: Desk, asked: Submit): Promise<Delivery> {
  const { store, deliveries } = desk;
  const user = personOf(store, asked.user);
  const view = viewOf(desk, asked);
  const { values, missing } = fill(view, asked.values ?? {}, (id) => store.views.offered(view.id, id));
  const filled = { ...view, state: { values } };
  const trigger_id = store.triggers.issue(user.id);
  const payload = {
    type: 'view_submission',
    team,
    user: actor(user),
    api_app_id: APP_ID,
    token: verification,
    trigger_id,
    view: filled,
    response_urls: [],
    is_enterprise_install: false,
    enterprise: null,
  };
  if (missing.length > 0) {
    const sentence = 'Please complete all required fields.';
    store.views.complain(user.id, Object.fromEntries(missing.map((id) => [id, sentence])));
    return deliveries.refuse(
      { envelopeId: '', type: 'interactive', payload, at: store.clock(), attempt: 0 },
      sentence,
    );
  }
  let answer: unknown;
  const delivery = await deliveries.send({
    type: 'interactive',
    payload,
    answered: true,
    onAck: (response) => {
      answer = response;
    },
    onFailure: () => store.views.complain(user.id, { '': trouble }),
  });
  if (delivery.outcome.kind === 'acked') carryOut(desk, user.id, view, answer);
  return delivery;
}

/** What the app answered to a form. Nothing means: close it. */
function carryOut({ store }: Desk, user: string, view: SlackView, answer: unknown): void {
  const isNothing = answer === undefined || answer === '' || JSON.stringify(answer) === '{}';
  if (isNothing) {
    store.views.close(user, view.id);
    return;
  }
  const response = Response.safeParse(answer);
  if (!response.success) {
    store.views.complain(user, { '': trouble });
    return;
  }
  switch (response.data.response_action) {
    case 'errors': {
      const { errors } = response.data;
      const ids = new Set(view.blocks.filter(({ type }) => type === 'input').map(({ block_id }) => block_id));
      // Slack refuses errors of blocks that are no inputs of this view.
      const known = Object.keys(errors).every((id) => ids.has(id));
      store.views.complain(user, known ? errors : { '': trouble });
      return;
    }
    case 'clear':
      store.views.close(user);
      return;
    case 'update':
    case 'push': {
      const checked = checkView(response.data.view);
      if (!('view' in checked) || checked.view.type !== 'modal') store.views.complain(user, { '': trouble });
      else if (response.data.response_action === 'update') store.views.replace(user, view, checked.view);
      else store.views.push(user, checked.view);
      return;
    }
    default:
      response.data satisfies never;
  }
}

/** Closes the one on top, or a named one. The app hears of it where it asked to. */
export async function closeView(desk: Desk, asked: CloseView): Promise<Delivery | undefined> {
  const { store, deliveries } = desk;
  const user = personOf(store, asked.user);
  const view = viewOf(desk, asked);
  store.views.close(user.id, view.clear_on_close ? undefined : view.id);
  if (!view.notify_on_close) return undefined;
  return deliveries.send({
    type: 'interactive',
    payload: {
      type: 'view_closed',
      team,
      user: actor(user),
      api_app_id: APP_ID,
      token: verification,
      view,
      is_cleared: view.clear_on_close,
      is_enterprise_install: false,
      enterprise: null,
    },
  });
}

const Offered = z.union([
  z.object({ options: z.array(menuOption).max(100) }),
  z.object({ option_groups: z.array(optionGroup).max(100) }),
]);

export interface Suggested {
  readonly delivery: Delivery;
  /** What the menu shows; empty where the app answered nothing that Slack would show. */
  readonly options: readonly z.infer<typeof menuOption>[];
}

/** Types into a menu whose options come from the app. */
export async function suggest(desk: Desk, asked: Suggest): Promise<Suggested> {
  const { store, deliveries } = desk;
  const user = personOf(store, asked.user);
  const view = viewOf(desk, asked);
  const block = view.blocks.find((one) => JSON.stringify(one).includes(`"action_id":"${asked.actionId}"`));
  if (!block) {
    const sentence = `The form has no element ${asked.actionId}.`;
    throw new FerrymanError('no-such-action', sentence, 'Look at its blocks.');
  }
  let answer: unknown;
  const delivery = await deliveries.send({
    type: 'interactive',
    payload: {
      type: 'block_suggestion',
      user: actor(user),
      container: { type: 'view', view_id: view.id },
      api_app_id: APP_ID,
      token: verification,
      action_id: asked.actionId,
      block_id: block.block_id,
      value: asked.typed ?? '',
      team,
      enterprise: null,
      is_enterprise_install: false,
      view,
    },
    answered: true,
    onAck: (response) => {
      answer = response;
    },
  });
  const { data } = Offered.safeParse(answer);
  const options =
    data === undefined
      ? []
      : 'options' in data
        ? data.options
        : data.option_groups.flatMap((group) => group.options);
  store.views.offer(view.id, asked.actionId, options);
  return { delivery, options };
}
