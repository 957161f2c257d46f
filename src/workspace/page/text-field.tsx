import type { FieldProps } from './field.ts';
import { useField, usePress } from './field.ts';
import { isJson, string, words } from './json.ts';

/** Anything that is typed. The app hears of it at once only where it asked to. */
export function TextField(props: FieldProps) {
  const { element } = props;
  const { value, change, name } = useField({ ...props, waits: true });
  const { press } = usePress(props);
  const config = element['dispatch_action_config'];
  const asked = isJson(config) ? config['trigger_actions_on'] : undefined;
  const onEnter = Array.isArray(asked) ? asked.includes('on_enter_pressed') : true;
  const type = string(element['type']);
  const initial = element['initial_value'] ?? element['initial_date'] ?? element['initial_time'];
  const text = value ?? (typeof initial === 'number' ? `${initial}` : string(initial));
  const common = {
    ...name,
    value: text,
    placeholder: words(element['placeholder']),
    minLength: number(element['min_length']),
    maxLength: number(element['max_length']),
    autofocus: element['focus_on_load'] === true,
  };
  if (element['multiline'] === true)
    return <textarea {...common} rows={4} onInput={({ currentTarget }) => change(currentTarget.value)} />;
  const typed = {
    ...common,
    step: element['is_decimal_allowed'] === true ? 'any' : undefined,
    onInput: ({ currentTarget }: { readonly currentTarget: HTMLInputElement }) => {
      change(currentTarget.value);
      if (!props.waits && type.endsWith('picker')) void press(currentTarget.value);
    },
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || event.isComposing || props.waits || !onEnter) return;
      event.preventDefault();
      void press(text);
    },
  };
  switch (type) {
    case 'number_input':
      return <input {...typed} type="number" />;
    case 'email_text_input':
      return <input {...typed} type="email" />;
    case 'url_text_input':
      return <input {...typed} type="url" />;
    case 'datepicker':
      return <input {...typed} type="date" />;
    case 'timepicker':
      return <input {...typed} type="time" />;
    default:
      return <input {...typed} type="text" />;
  }
}

const number = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);
