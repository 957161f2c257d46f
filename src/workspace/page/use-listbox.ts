import { useId, useState } from 'preact/hooks';

/**
 * A list that is walked with the arrow keys while the focus stays in a text field: the combobox of the ARIA Authoring Practices. `press`
 * is for the field's keys and says whether it took one.
 */
export function useListbox<T>(entries: readonly T[], pick: (entry: T) => void) {
  const id = useId();
  const [wanted, setChosen] = useState(0);
  const chosen = Math.min(wanted, Math.max(0, entries.length - 1));
  const open = entries.length > 0;
  const field = {
    'aria-autocomplete': 'list' as const,
    ...(open ? { 'aria-controls': id, 'aria-activedescendant': `${id}-${chosen}` } : {}),
  };
  return {
    id,
    chosen,
    choose: setChosen,
    optionId: (index: number) => `${id}-${index}`,
    /** For a text area, which may be nothing else. */
    field,
    combobox: { ...field, role: 'combobox' as const, 'aria-expanded': open },
    press: (event: KeyboardEvent): boolean => {
      const entry = entries[chosen];
      if (entry === undefined || event.isComposing) return false;
      if (event.key === 'ArrowDown') setChosen((chosen + 1) % entries.length);
      else if (event.key === 'ArrowUp') setChosen((chosen + entries.length - 1) % entries.length);
      else if (event.key === 'Enter' || event.key === 'Tab') pick(entry);
      else return false;
      event.preventDefault();
      return true;
    },
  };
}
