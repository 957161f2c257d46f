import type { ComponentChildren } from 'preact';
import { usePage } from './context.ts';
import type { FieldProps, Option } from './field.ts';
import { groupsOf, initialOption, optionsOf, useField, usePress } from './field.ts';
import { string, words } from './json.ts';

export function Select(props: FieldProps) {
  const { element } = props;
  const groups = groupsOf(element);
  return (
    <Chooser {...props} initial={initialOption(element)?.value ?? ''}>
      {optionsOf(element).map(entry)}
      {groups.map(({ label, options }) => (
        <optgroup key={label} label={label}>
          {options.map(entry)}
        </optgroup>
      ))}
    </Chooser>
  );
}

/** People, channels, or both kinds of conversation. */
export function Picker(props: FieldProps) {
  const { view, me } = usePage();
  const { element } = props;
  const kind = string(element['type']).replace('s_select', '');
  const people = view.people.filter(({ standing }) => standing !== 'bot');
  const rooms = view.rooms.filter(({ kind: of, members }) => of !== 'direct' && members.includes(me.id));
  const options =
    kind === 'user'
      ? people.map(({ id, realName }) => ({ value: id, label: realName, about: '' }))
      : rooms.map(({ id, name }) => ({ value: id, label: `#${name}`, about: '' }));
  return (
    <Chooser {...props} initial={string(element[`initial_${kind}`])}>
      {options.map(entry)}
    </Chooser>
  );
}

/** A menu that holds nothing: each choice is a press. */
export function Overflow(props: FieldProps) {
  const { press } = usePress(props);
  return (
    <select
      class="button"
      aria-label="More"
      value=""
      onChange={({ currentTarget }) => {
        void press(currentTarget.value);
        currentTarget.value = '';
      }}
    >
      <option value="" disabled>
        ⋯
      </option>
      {optionsOf(props.element).map(entry)}
    </select>
  );
}

interface ChooserProps extends FieldProps {
  readonly initial: string;
  readonly children: ComponentChildren;
}

function Chooser({ initial, children, ...props }: ChooserProps) {
  const { value = initial, change, name, busy } = useField(props);
  return (
    <select
      {...name}
      class="button"
      value={value}
      aria-busy={busy}
      onChange={({ currentTarget }) => change(currentTarget.value)}
    >
      <option value="" disabled={!props.waits}>
        {words(props.element['placeholder']) || 'Choose…'}
      </option>
      {children}
    </select>
  );
}

const entry = ({ value, label }: Option) => (
  <option key={value} value={value}>
    {label}
  </option>
);
