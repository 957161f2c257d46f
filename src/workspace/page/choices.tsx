import type { ComponentChildren } from 'preact';
import type { FieldProps, Option } from './field.ts';
import { initialOption, optionsOf, useField } from './field.ts';
import { list, string } from './json.ts';

export function Radios(props: FieldProps) {
  const { value, change, actionId } = useField(props);
  const chosen = value ?? initialOption(props.element)?.value;
  return (
    <Choices {...props}>
      {optionsOf(props.element).map((option) => (
        <label key={option.value}>
          <input
            type="radio"
            name={`${props.blockId} ${actionId}`}
            checked={option.value === chosen}
            onChange={() => change(option.value)}
          />
          <Choice option={option} />
        </label>
      ))}
    </Choices>
  );
}

export function Checkboxes(props: FieldProps) {
  const { value, change } = useField(props);
  const initial = list(props.element['initial_options']).map((one) => string(one['value']));
  const chosen = value === undefined ? initial : value.split(',').filter((one) => one !== '');
  const toggle = (one: string) =>
    change((chosen.includes(one) ? chosen.filter((other) => other !== one) : [...chosen, one]).join(','));
  return (
    <Choices {...props}>
      {optionsOf(props.element).map((option) => (
        <label key={option.value}>
          <input
            type="checkbox"
            checked={chosen.includes(option.value)}
            onChange={() => toggle(option.value)}
          />
          <Choice option={option} />
        </label>
      ))}
    </Choices>
  );
}

function Choices({ id, describedBy, children }: FieldProps & { readonly children: ComponentChildren }) {
  return (
    <div class="choices" role="group" aria-labelledby={id && `${id}-label`} aria-describedby={describedBy}>
      {children}
    </div>
  );
}

function Choice({ option }: { readonly option: Option }) {
  return (
    <span>
      {option.label}
      {option.about !== '' && <small class="muted">{option.about}</small>}
    </span>
  );
}
