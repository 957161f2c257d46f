import type { ViewContent } from '../block-kit/check-view.ts';
import type { Changes } from './changes.ts';
import { named, random, randomId } from './ids.ts';
import type { Block } from './message.ts';
import { APP_ID, BOT_ID, TEAM } from './people.ts';

/** What stands in a form: by block_id, then by action_id, as Slack words the state of each element. */
export type FormState = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

/** A modal or a home tab, as Slack hands it out. */
export interface SlackView {
  readonly id: string;
  readonly team_id: string;
  readonly type: 'modal' | 'home';
  readonly blocks: readonly Block[];
  readonly private_metadata: string;
  readonly callback_id: string;
  readonly external_id: string;
  readonly state: { readonly values: FormState };
  readonly hash: string;
  readonly title?: unknown;
  readonly submit?: unknown;
  readonly close?: unknown;
  readonly clear_on_close: boolean;
  readonly notify_on_close: boolean;
  readonly previous_view_id: string | null;
  readonly root_view_id: string;
  readonly app_id: string;
  readonly app_installed_team_id: string;
  readonly bot_id: string;
}

/** What one person has in front of them. */
export interface Modals {
  /** The one that is seen comes last; three at most. */
  readonly stack: readonly SlackView[];
  /** What the app found wrong with what was submitted: by block_id. */
  readonly errors: Readonly<Record<string, string>>;
}

const deepest = 3;

export class Views {
  readonly #modals = new Map<string, Modals>();
  readonly #homes = new Map<string, SlackView>();
  readonly #options = new Map<string, readonly Readonly<Record<string, unknown>>[]>();
  readonly #changes: Changes;

  constructor(changes: Changes) {
    this.#changes = changes;
  }

  modals(user: string): Modals {
    return this.#modals.get(user) ?? { stack: [], errors: {} };
  }

  home(user: string): SlackView | undefined {
    return this.#homes.get(user);
  }

  all(): {
    readonly modals: Readonly<Record<string, Modals>>;
    readonly homes: Readonly<Record<string, SlackView>>;
  } {
    return { modals: Object.fromEntries(this.#modals), homes: Object.fromEntries(this.#homes) };
  }

  /** On top of what is there; undefined where three are there. */
  push(user: string, content: ViewContent): SlackView | undefined {
    const { stack } = this.modals(user);
    if (stack.length >= deepest) return undefined;
    const id = randomId('V');
    const view = made(content, {
      id,
      root_view_id: stack[0]?.id ?? id,
      previous_view_id: stack.at(-1)?.id ?? null,
    });
    this.#show(user, [...stack, view]);
    return view;
  }

  publish(user: string, content: ViewContent): SlackView {
    const id = this.#homes.get(user)?.id ?? randomId('V');
    const view = made(content, { id, root_view_id: id, previous_view_id: null });
    this.#homes.set(user, view);
    this.#changes.tell({ kind: 'home', user, view });
    return view;
  }

  /** By its id or by the app's own; and whose it is. */
  find(wanted: {
    readonly id?: string | undefined;
    readonly externalId?: string | undefined;
  }): { readonly user: string; readonly view: SlackView } | undefined {
    const fits = ({ id, external_id }: SlackView) =>
      wanted.id === undefined ? external_id !== '' && external_id === wanted.externalId : id === wanted.id;
    for (const [user, { stack }] of this.#modals) {
      const view = stack.find(fits);
      if (view) return { user, view };
    }
    for (const [user, view] of this.#homes) if (fits(view)) return { user, view };
    return undefined;
  }

  replace(user: string, old: SlackView, content: ViewContent): SlackView {
    const { id, root_view_id, previous_view_id } = old;
    const view = made(content, { id, root_view_id, previous_view_id });
    this.#show(
      user,
      this.modals(user).stack.map((one) => (one.id === id ? view : one)),
    );
    return view;
  }

  /** That one, and what lies on it; without an id everything. */
  close(user: string, id?: string): void {
    const { stack } = this.modals(user);
    const at = id === undefined ? 0 : stack.findIndex((view) => view.id === id);
    if (at >= 0) this.#show(user, stack.slice(0, at));
  }

  complain(user: string, errors: Readonly<Record<string, string>>): void {
    this.#show(user, this.modals(user).stack, errors);
  }

  /** What the app offered last for a menu that asks it. */
  offered(viewId: string, actionId: string): readonly Readonly<Record<string, unknown>>[] {
    return this.#options.get(`${viewId} ${actionId}`) ?? [];
  }

  offer(viewId: string, actionId: string, options: readonly Readonly<Record<string, unknown>>[]): void {
    this.#options.set(`${viewId} ${actionId}`, options);
  }

  #show(user: string, stack: readonly SlackView[], errors: Modals['errors'] = {}): void {
    const modals = { stack, errors };
    if (stack.length === 0) this.#modals.delete(user);
    else this.#modals.set(user, modals);
    this.#changes.tell({ kind: 'modals', user, modals });
  }
}

function made(
  content: ViewContent,
  place: Pick<SlackView, 'id' | 'root_view_id' | 'previous_view_id'>,
): SlackView {
  const { type, blocks, private_metadata = '', callback_id = '', external_id = '' } = content;
  const ofModal =
    type === 'modal'
      ? { title: content.title, submit: content.submit ?? null, close: content.close ?? null }
      : {};
  return {
    ...place,
    ...ofModal,
    team_id: TEAM.id,
    type,
    blocks: named(blocks),
    private_metadata,
    callback_id,
    external_id,
    state: { values: {} },
    hash: `${Math.floor(Date.now() / 1000)}.${random(8)}`,
    clear_on_close: type === 'modal' && content.clear_on_close === true,
    notify_on_close: type === 'modal' && content.notify_on_close === true,
    app_id: APP_ID,
    app_installed_team_id: TEAM.id,
    bot_id: BOT_ID,
  };
}
