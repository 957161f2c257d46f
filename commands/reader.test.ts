import { pino } from 'pino';
import { expect, test } from 'vitest';
import type { Language } from '../src/text/language.ts';
import type { Person } from './people.ts';
import { readerFor } from './reader.ts';

const logger = pino({ level: 'silent' });

/** Somebody whose Slack is set to this, in a channel of which ferryman.yaml may say something. */
async function languageOf(
  locale: string | undefined,
  settings: { channel?: Language; file?: Language } = {},
) {
  const { channel, file = 'en' } = settings;
  const person: Person = { teamId: 'T1', enterpriseId: undefined, standing: 'member', locale };
  const reader = await readerFor(
    { userId: 'U0CHEN', channelId: 'C0MIGRATION' },
    {
      config: {
        language: { default: file, channels: channel === undefined ? {} : { C0MIGRATION: channel } },
      },
      people: {
        person: () => (locale === 'unknown' ? Promise.reject(new Error('503')) : Promise.resolve(person)),
      },
      logger,
    },
  );
  return reader.language;
}

test('a channel has one language for all, whatever their own', async () => {
  expect(await languageOf('zh-CN', { channel: 'en' })).toBe('en');
  expect(await languageOf('en-US', { channel: 'zh-CN' })).toBe('zh-CN');
});

test('elsewhere it is that of whoever asks', async () => {
  expect(await languageOf('zh-CN')).toBe('zh-CN');
  expect(await languageOf('zh-TW')).toBe('zh-CN');
  expect(await languageOf('en-GB', { file: 'zh-CN' })).toBe('en');
});

test.each(['fr-FR', undefined, 'unknown'])(
  'and the one of ferryman.yaml where Ferryman does not speak theirs, or Slack does not say it: %s',
  async (locale) => {
    expect(await languageOf(locale)).toBe('en');
    expect(await languageOf(locale, { file: 'zh-CN' })).toBe('zh-CN');
  },
);
