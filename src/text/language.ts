import { z } from 'zod';

/** BCP 47. English is what the source is written in; every other language is a catalogue of it. */
export const LANGUAGES = ['en', 'zh-CN'] as const;
export type Language = (typeof LANGUAGES)[number];
/** The same, told once in each: for what is kept before it is known who will read it. */
export const InEveryLanguage = z.record(z.enum(LANGUAGES), z.string()).readonly();
export type InEveryLanguage = z.infer<typeof InEveryLanguage>;

export function inEveryLanguage(tellIn: (language: Language) => string): InEveryLanguage {
  return { en: tellIn('en'), 'zh-CN': tellIn('zh-CN') };
}

/**
 * The language of a locale as Slack, a browser or a person writes it: `zh-CN`, `zh_TW`, `zh-Hans-SG`, `en-GB`.
 * Undefined where Ferryman does not speak it.
 */
export function languageOf(locale: string): Language | undefined {
  const [first = ''] = locale.toLowerCase().split(/[-_]/);
  return LANGUAGES.find((language) => language.split('-')[0] === first);
}
