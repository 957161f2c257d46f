import type { ModalView, Option } from '@slack/types';
import type { Reader } from '../../text/reader.ts';
import { cut, oneLine } from '../untrusted.ts';
import { plain, prose, richText, section } from './rich-text.ts';

export const formId = 'diagnose_form';
export const formFields = { host: 'form_host', target: 'form_target' } as const;

export interface FormDraft {
  /** What stands there already. */
  readonly host?: string | undefined;
  readonly target?: string | undefined;
  /** Hosts that were found where the form was opened from; the likeliest first. */
  readonly found?: readonly string[];
  /** The form was opened from a message. */
  readonly fromMessage?: boolean;
  /** Comes back with the form; 3,000 characters at most, and no secret in it. */
  readonly metadata: string;
}

/** The form that asks for a host and what of it. Each input is a block of the same name as its field. */
export function renderForm({ host, target, metadata, ...found }: FormDraft, reader: Reader): ModalView {
  const { t } = reader;
  return {
    ...frame(reader),
    callback_id: formId,
    submit: text(t`Diagnose`, 24),
    private_metadata: metadata,
    blocks: [
      ...foundLine(found, reader),
      {
        type: 'input',
        block_id: formFields.host,
        label: text(t`Host`, 100),
        element: {
          type: 'external_select',
          action_id: formFields.host,
          min_query_length: 0,
          placeholder: text(t`Type part of a name, a site or a tag`, 150),
          ...(host === undefined ? { focus_on_load: true } : { initial_option: hostOption(host) }),
        },
      },
      {
        type: 'input',
        block_id: formFields.target,
        optional: true,
        label: text(t`What of it`, 100),
        hint: text(
          t`A port, a container, address:port, or “to” and a need of the host. Empty: everything.`,
          300,
        ),
        element: {
          type: 'plain_text_input',
          action_id: formFields.target,
          max_length: 300,
          ...(target === undefined ? {} : { initial_value: target.slice(0, 300) }),
        },
      },
    ],
  };
}

/** What stands there until it is known who opened it, and from what. */
export function renderFormWait(title: string, reader: Reader): ModalView {
  return { ...frame(reader, title), blocks: [richText(section(plain(`⏳ ${reader.t`One moment …`}`)))] };
}

/** What stands there instead, where somebody may not ask. */
export function renderFormRefusal(title: string, sentence: string, next: string, reader: Reader): ModalView {
  return {
    ...frame(reader, title),
    blocks: [richText(section(...prose(sentence, 1500), plain('\n'), ...prose(next, 1500)))],
  };
}

/** @param about site and tags */
export function hostOption(
  name: string,
  about: readonly string[] = [],
): Option & { text: { type: 'plain_text' } } {
  const said = oneLine(about.join(' · '));
  return {
    text: text(name, 75),
    value: name,
    ...(said === '' ? {} : { description: text(said, 75) }),
  };
}

function foundLine(
  { found = [], fromMessage = false }: Pick<FormDraft, 'found' | 'fromMessage'>,
  { t }: Reader,
) {
  if (!fromMessage) return [];
  const names = found.slice(0, 5).map((name) => `\`${oneLine(name)}\``);
  const line =
    names.length === 0
      ? t`No host of the inventory stands in this message or its thread.`
      : t`Found in this message and its thread: ${names.join(' ')}`;
  return [richText(section(...prose(line, 1500)))];
}

function frame({ t }: Reader, title = t`Diagnose`) {
  return { type: 'modal' as const, title: text(title, 24), close: text(t`Cancel`, 24) };
}

function text(words: string, max: number): { type: 'plain_text'; text: string } {
  return { type: 'plain_text', text: cut(words, max) };
}
