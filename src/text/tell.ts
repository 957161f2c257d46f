import { IntlMessageFormat } from 'intl-messageformat';
import { catalogueOf } from './catalogues.ts';
import { inEveryLanguage, type InEveryLanguage, type Language } from './language.ts';
import { type Glue, Said, type Sayable, type Series } from './say.ts';
import { besides } from './spacing.ts';

/** In words of a language. What a catalogue lacks is told in English rather than not at all; a test keeps them whole. */
export function tell(sayable: Sayable, language: Language): string {
  if (typeof sayable === 'string') return sayable;
  if (typeof sayable === 'number') return String(sayable);
  return sayable instanceof Said ? sentence(sayable, language) : series(sayable, language);
}

/** For whoever keeps it, and does not know who will read it. */
export function tellInAll(sayable: Sayable): InEveryLanguage {
  return inEveryLanguage((language) => tell(sayable, language));
}

function sentence({ template, values }: Said, language: Language): string {
  const told = values.map((value) => tell(value, language));
  const translated = language === 'en' ? undefined : formatOf(template, language);
  return translated === undefined
    ? template.replaceAll(/\{(\d+)\}/g, (hole, index: string) => told[Number(index)] ?? hole)
    : filled(translated, told);
}

/** What a value holds is never looked at for holes: they are marked by a character that no text may have. */
function filled(format: IntlMessageFormat, told: readonly string[]): string {
  const holes = Object.fromEntries(told.map((_, index) => [index, `\uFDD0${index}\uFDD0`]));
  return String(format.format(holes))
    .split('\uFDD0')
    .map((piece, index) => (index % 2 === 1 ? (told[Number(piece)] ?? '') : piece))
    .reduce(besides, '');
}

const formats = new Map<string, IntlMessageFormat>();

/** Parsed once: a report tells the same sentences again and again. */
function formatOf(template: string, language: Exclude<Language, 'en'>): IntlMessageFormat | undefined {
  const key = `${language} ${template}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const message = catalogueOf(language)[template];
  if (message === undefined) return undefined;
  // What a host says may look like a tag.
  const format = new IntlMessageFormat(message, language, undefined, { ignoreTag: true });
  formats.set(key, format);
  return format;
}

const BETWEEN: Record<Language, Record<Exclude<Glue, 'and' | 'or'>, string>> = {
  en: { sentences: ' ', list: ', ', phrases: ', ', clauses: '; ', nothing: '' },
  'zh-CN': { sentences: '', list: '、', phrases: '，', clauses: '；', nothing: '' },
};

/** `a, b and c`, without the comma before `and`. */
const LOCALES: Record<Language, string> = { en: 'en-GB', 'zh-CN': 'zh-CN' };

function series({ parts, glue }: Series, language: Language): string {
  const told = parts.map((part) => tell(part, language));
  if (glue !== 'and' && glue !== 'or') return told.join(BETWEEN[language][glue]);
  const type = glue === 'and' ? 'conjunction' : 'disjunction';
  const pieces = new Intl.ListFormat(LOCALES[language], { type })
    .formatToParts(told)
    .map(({ value }) => value);
  return language === 'en' ? pieces.join('') : pieces.reduce(besides, '');
}
