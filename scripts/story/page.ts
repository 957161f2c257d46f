/** What was printed at each place of the page, as Markdown, by the place's name. */
export type Outputs = ReadonlyMap<string, string>;

const PLACE = /^\{\{(.+)\}\}$/gm;
const MADE = /^<!-- made: (.+) -->\n([^]*?)\n<!-- \/made -->$/gm;

/** Puts outputs into the prose, whose places are lines of the form `{{name}}`; one that was not played yet stays as it is. */
export function fillPage(prose: string, outputs: Outputs): string {
  return prose.replaceAll(PLACE, (line, name: string) => {
    const output = outputs.get(name);
    if (output === undefined) return line;
    return `<!-- made: ${name} -->\n${output}\n<!-- /made -->`;
  });
}

/** What an earlier play left on the page. */
export function outputsOn(page: string): Outputs {
  return new Map([...page.matchAll(MADE)].map(([, name = '', output = '']) => [name, output]));
}

/** The page less its outputs: the prose that it was made from. */
export function proseOf(page: string): string {
  return page.replaceAll(MADE, '{{$1}}');
}

export function emptyPlaces(page: string): string[] {
  return [...page.matchAll(PLACE)].map(([, name = '']) => name);
}
