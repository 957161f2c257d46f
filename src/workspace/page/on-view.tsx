import type { ComponentChildren } from 'preact';
import type { SlackView } from '../state/views.ts';
import { usePage } from './context.ts';
import type { Json } from './json.ts';
import { isJson, list, string } from './json.ts';
import { act, suggest } from './server.ts';
import type { Surface } from './surface.tsx';
import { SurfaceContext } from './surface.tsx';

export interface OnViewProps {
  readonly view: SlackView;
  readonly values: Readonly<Record<string, string>>;
  readonly write: (actionId: string, value: string) => void;
  readonly errors?: Readonly<Record<string, string>>;
  readonly children: ComponentChildren;
}

/** Blocks on a modal or a home tab: what is filled in goes along with every press. */
export function OnView({ view, values, write, errors = {}, children }: OnViewProps) {
  const { me, complain } = usePage();
  const at = { user: me.id, viewId: view.id };
  const press: Surface['press'] = async (actionId, blockId, value) => {
    const filled = stillThere(view, values);
    const wrong = await act('click', { ...at, actionId, blockId, value, values: filled });
    if (wrong !== undefined) complain(wrong);
  };
  const form = {
    values,
    write,
    errors,
    suggest: (actionId: string, typed: string) => suggest({ ...at, actionId, typed }),
  };
  return <SurfaceContext.Provider value={{ press, form }}>{children}</SurfaceContext.Provider>;
}

/** What was filled in of the fields that an update has left. */
export function stillThere(
  { blocks }: Pick<SlackView, 'blocks'>,
  values: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const ids = new Set(blocks.flatMap(elements).map((element) => string(element['action_id'])));
  return Object.fromEntries(Object.entries(values).filter(([id]) => ids.has(id)));
}

const elements = (block: Json): readonly Json[] => [
  ...list(block['elements']),
  ...[block['element'], block['accessory']].filter(isJson),
];
