import { Said } from './say.ts';
import { tell } from './tell.ts';

/** Stands in a sentence where it has a name or a number; what it is there is read from the text. */
export const ANY = '';

/**
 * Finds the sentence that an English text is, so that it can be told in another language: what was kept or printed in
 * English by Ferryman's own hand. Undefined where it is none of them; in English it is always told as it came in.
 * @param sentences of several that fit the first counts; those without `ANY` come before all others
 */
export function recogniser(sentences: readonly Said[]): (text: string) => Said | undefined {
  const fixed = new Map(
    sentences.filter(({ values }) => values.length === 0).map((said) => [tell(said, 'en'), said]),
  );
  const open = sentences
    .filter(({ values }) => values.length > 0)
    .map(({ template }) => ({ template, form: formOf(template) }));
  return (text) => {
    const same = fixed.get(text);
    if (same !== undefined) return same;
    for (const { template, form } of open) {
      const found = form.exec(text);
      if (found !== null) return new Said(template, found.slice(1));
    }
    return undefined;
  };
}

function formOf(template: string): RegExp {
  const parts = template
    .split(/\{\d+\}/)
    .map((part) => part.replaceAll(/[.*+?^$()|[\]\\{}/]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join('(.*)')}$`, 's');
}
