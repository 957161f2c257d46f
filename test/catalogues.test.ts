import { IntlMessageFormat } from 'intl-messageformat';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { catalogueOf, catalogues } from '../src/text/catalogues.ts';
import { templatesIn, templatesOf } from './support/templates.ts';

const templates = templatesIn(fileURLToPath(new URL('..', import.meta.url)), ['src', 'commands', 'workers']);
const said = new Set(templates.map(({ template }) => template));
/** `{0}`, `{0}: {1}`: nothing in it is a word. */
const hasWords = (template: string): boolean => /\p{L}/u.test(template.replaceAll(/\{\d+\}/g, ''));

const holes = (text: string): string[] => (text.match(/\{\d+(?=[,}])/g) ?? []).toSorted();
const codeIn = (text: string): string[] =>
  // Quotes keep ICU's braces; what they keep is the same code.
  (
    text
      .replaceAll("'{", '{')
      .replaceAll("}'", '}')
      .match(/`[^`]+`/g) ?? []
  ).toSorted();

describe.each(Object.entries(catalogues))('the catalogue %s', (_, byRoom) => {
  const language = 'zh-CN';
  const catalogue = catalogueOf(language);

  it('holds every sentence that can be said', () => {
    const missing = templates
      .filter(({ template }) => hasWords(template) && catalogue[template] === undefined)
      .map(({ template, file, line }) => `${file}:${line} ${template}`);
    expect(missing).toEqual([]);
  });

  it('holds none that nobody says any more', () => {
    expect(Object.keys(catalogue).filter((template) => !said.has(template))).toEqual([]);
  });

  it('says the same sentence in one way, whichever room it is in', () => {
    const conflicts = Object.values(byRoom).flatMap((room) =>
      Object.entries(room).filter(([template, message]) => catalogue[template] !== message),
    );
    expect(conflicts).toEqual([]);
  });

  it('is formatted by the same values, and keeps commands as they are', () => {
    for (const [template, message] of Object.entries(catalogue)) {
      const parse = () => new IntlMessageFormat(message, language, undefined, { ignoreTag: true });
      expect(parse).not.toThrow();
      expect({ template, holes: [...new Set(holes(message))] }).toEqual({
        template,
        holes: [...new Set(holes(template))],
      });
      expect({ template, code: codeIn(message) }).toEqual({ template, code: codeIn(template) });
    }
  });

  it('loses no number', () => {
    const lost = Object.entries(catalogue).flatMap(([template, message]) =>
      (template.replaceAll(/\{\d+\}/g, ' ').match(/\d(?:[\d.,/:-]*\d)?/g) ?? [])
        .filter((number) => !message.includes(number))
        .map((number) => ({ number, template, message })),
    );
    expect(lost).toEqual([]);
  });

  it('is written in that language', () => {
    const foreign = Object.entries(catalogue).filter(
      ([template, message]) => hasWords(template) && !/[\p{Script=Han}，。：；（）]/u.test(message),
    );
    expect(foreign).toEqual([]);
  });
});

describe('the search for sentences', () => {
  it('finds them in every room that speaks', () => {
    const rooms = new Set(templates.map(({ file }) => file.split('/').slice(0, 2).join('/')));
    expect([...rooms]).toEqual(expect.arrayContaining(['src/rules', 'src/model', 'src/flows']));
  });

  it('reads values as holes, and code as it is shown', () => {
    const [first] = templatesOf('const a = say`${b} is \\`${c}\\`, {{.State}}`;', 'a.ts');
    expect(first?.template).toBe('{0} is `{1}`, {{.State}}');
  });
});
