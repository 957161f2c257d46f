import { useState } from 'preact/hooks';
import type { Json } from './json.ts';
import { isJson, list, string, words } from './json.ts';
import { useSurface } from './surface.tsx';

export interface FieldProps {
  readonly element: Json;
  readonly blockId: string;
  /** In an input block a choice waits for the form to be sent; elsewhere the app hears of it at once. */
  readonly waits?: boolean;
  /** For the label of an input block, and what describes it. */
  readonly id?: string;
  readonly describedBy?: string | undefined;
  readonly invalid?: boolean;
}

export interface Option {
  readonly value: string;
  readonly label: string;
  readonly about: string;
}

/** Something that is filled in: what stands in it, and how that is changed. */
export function useField({ element, blockId, waits = false, id, describedBy, invalid = false }: FieldProps) {
  const { form } = useSurface();
  const { busy, press } = usePress({ element, blockId });
  const actionId = string(element['action_id']);
  return {
    actionId,
    busy,
    /** Undefined until somebody changed it. */
    value: form?.values[actionId],
    change: (value: string) => {
      form?.write(actionId, value);
      if (!waits) void press(value);
    },
    name: {
      id,
      'aria-describedby': describedBy,
      'aria-invalid': invalid || undefined,
      'aria-label': id === undefined ? words(element['placeholder']) || actionId : undefined,
    },
  };
}

export function usePress({ element, blockId }: FieldProps) {
  const { press } = useSurface();
  const [busy, setBusy] = useState(false);
  return {
    busy,
    press: async (value?: string) => {
      if (busy) return;
      setBusy(true);
      await press(element['action_id'], blockId, value);
      setBusy(false);
    },
  };
}

const optionOf = (option: Json): Option => ({
  value: string(option['value']),
  label: words(option['text']),
  about: words(option['description']),
});

export const optionsOf = (element: Json): readonly Option[] => list(element['options']).map(optionOf);

export const groupsOf = (element: Json): readonly { label: string; options: readonly Option[] }[] =>
  list(element['option_groups']).map((group) => ({
    label: words(group['label']),
    options: optionsOf(group),
  }));

export const initialOption = (element: Json): Option | undefined =>
  isJson(element['initial_option']) ? optionOf(element['initial_option']) : undefined;
