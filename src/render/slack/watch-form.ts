import type { ModalView } from '@slack/types';
import type { Reader } from '../../text/reader.ts';
import { tellSpan } from '../incident-span.ts';
import { cut } from '../untrusted.ts';

export const watchFormId = 'watch_form';
export const watchFields = {
  on: 'watch_on',
  ports: 'watch_ports',
  every: 'watch_every',
  where: 'watch_where',
} as const;
export const quietFormId = 'quiet_form';
export const quietFields = { on: 'quiet_on', span: 'quiet_span', because: 'quiet_because' } as const;

const minute = 60_000;
const hour = 60 * minute;

/** As they are typed behind `every` and `for`, and in milliseconds. */
const intervals = { '30s': minute / 2, '1m': minute, '5m': 5 * minute, '15m': 15 * minute, '1h': hour };
const spans = {
  '30m': 30 * minute,
  '1h': hour,
  '2h': 2 * hour,
  '4h': 4 * hour,
  '8h': 8 * hour,
  '1d': 24 * hour,
  '3d': 72 * hour,
  '7d': 168 * hour,
};

export interface WatchForm {
  /** Whether ferryman.yaml says where what breaks is told. */
  readonly hasDefault: boolean;
  /** Comes back with the form; no secret in it. */
  readonly metadata: string;
}

/** The form that makes a watch. Each input is a block of the same name as its field. */
export function renderWatchForm({ hasDefault, metadata }: WatchForm, reader: Reader): ModalView {
  const { t } = reader;
  return {
    ...frame(t`Watch`, watchFormId, metadata, reader),
    blocks: [
      subject(watchFields.on, reader),
      {
        type: 'input',
        block_id: watchFields.ports,
        optional: true,
        label: text(t`Ports`),
        hint: text(t`Up to 20, with spaces between them. Empty: the host as a whole.`),
        element: { type: 'plain_text_input', action_id: watchFields.ports, max_length: 200 },
      },
      choice(watchFields.every, t`How often`, intervals, '5m', reader),
      {
        type: 'input',
        block_id: watchFields.where,
        optional: true,
        label: text(t`Where to tell`),
        hint: text(
          hasDefault
            ? t`A channel that Ferryman is in. Empty: as ferryman.yaml says.`
            : t`A channel that Ferryman is in. Empty: in your direct messages with Ferryman.`,
        ),
        element: {
          type: 'conversations_select',
          action_id: watchFields.where,
          filter: { include: ['public', 'private'] },
        },
      },
    ],
  };
}

/** The form that keeps planned work quiet. */
export function renderQuietForm(metadata: string, reader: Reader): ModalView {
  const { t } = reader;
  return {
    ...frame(t`Keep quiet`, quietFormId, metadata, reader),
    blocks: [
      subject(quietFields.on, reader),
      choice(quietFields.span, t`For how long`, spans, '2h', reader),
      {
        type: 'input',
        block_id: quietFields.because,
        label: text(t`Why`),
        hint: text(t`Whoever wonders about the silence reads it.`),
        element: { type: 'plain_text_input', action_id: quietFields.because, max_length: 200 },
      },
    ],
  };
}

function subject(id: string, { t }: Reader) {
  return {
    type: 'input' as const,
    block_id: id,
    label: text(t`Host or tag`),
    element: {
      type: 'external_select' as const,
      action_id: id,
      min_query_length: 0,
      placeholder: text(t`Type part of a name, a site or a tag`),
      focus_on_load: true,
    },
  };
}

function choice(
  id: string,
  label: string,
  choices: Readonly<Record<string, number>>,
  usual: string,
  reader: Reader,
) {
  const options = Object.entries(choices).map(([value, ms]) => ({ text: text(tellSpan(ms, reader)), value }));
  const initial = options.find(({ value }) => value === usual);
  return {
    type: 'input' as const,
    block_id: id,
    label: text(label),
    element: {
      type: 'static_select' as const,
      action_id: id,
      options,
      ...(initial === undefined ? {} : { initial_option: initial }),
    },
  };
}

function frame(title: string, callbackId: string, metadata: string, { t }: Reader) {
  return {
    type: 'modal' as const,
    callback_id: callbackId,
    private_metadata: metadata,
    title: text(title, 24),
    submit: text(title, 24),
    close: text(t`Cancel`, 24),
  };
}

function text(words: string, max = 150): { type: 'plain_text'; text: string } {
  return { type: 'plain_text', text: cut(words, max) };
}
