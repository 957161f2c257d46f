import { Button } from './button.tsx';
import { Checkboxes, Radios } from './choices.tsx';
import { ExternalSelect } from './external-select.tsx';
import { TextField } from './text-field.tsx';
import type { FieldProps } from './field.ts';
import { isJson, string, words } from './json.ts';
import type { Json } from './json.ts';
import { Overflow, Picker, Select } from './select.tsx';

/** What people press, choose and fill in. Every use goes to the app as Slack would send it. */
export function Element(props: FieldProps) {
  const { element } = props;
  switch (element['type']) {
    case 'button':
    case 'icon_button':
    case 'workflow_button':
      return <Button {...props} />;
    case 'feedback_buttons':
      return (
        <>
          <Button {...props} value="positive" label={part(element, 'positive_button')} />
          <Button {...props} value="negative" label={part(element, 'negative_button')} />
        </>
      );
    case 'overflow':
      return <Overflow {...props} />;
    case 'static_select':
      return <Select {...props} />;
    case 'users_select':
    case 'channels_select':
    case 'conversations_select':
      return <Picker {...props} />;
    case 'external_select':
      return <ExternalSelect {...props} />;
    case 'radio_buttons':
      return <Radios {...props} />;
    case 'checkboxes':
      return <Checkboxes {...props} />;
    case 'plain_text_input':
    case 'number_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'datepicker':
    case 'timepicker':
      return <TextField {...props} />;
    default:
      return <span class="unknown">An element of type {string(element['type'])} is not drawn here.</span>;
  }
}

const part = (element: Json, name: string): string =>
  isJson(element[name]) ? words(element[name]['text']) : '';
