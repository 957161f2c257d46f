import { endOfString } from './json-tokens.ts';

const none: ReadonlySet<number> = new Set();

/** Where the objects begin that a Kubernetes Secret keeps its values in; `kind` may come after them. For text that parses. */
export function dataOfSecrets(text: string): ReadonlySet<number> {
  if (!/"kind"\s{0,40}:\s{0,40}"secret"/i.test(text)) return none;
  const found = new Set<number>();
  const open: { key: string; value: boolean; isSecret: boolean; readonly data: number[] }[] = [];
  for (let i = 0; i < text.length; i += 1) {
    const here = open.at(-1);
    const char = text.charAt(i);
    if (char === '"') {
      const end = endOfString(text, i);
      const string = text.slice(i + 1, Math.min(end - 1, i + 20));
      if (here?.value === true) here.isSecret ||= here.key === 'kind' && /^secret$/i.test(string);
      else if (here) here.key = string;
      i = end - 1;
    } else if (char === ':' && here) here.value = true;
    else if (char === ',' && here) here.value = false;
    else if (char === '{' || char === '[') {
      if (char === '{' && /^(?:data|stringData)$/.test(here?.key ?? '')) here?.data.push(i);
      open.push({ key: '', value: false, isSecret: false, data: [] });
    } else if (char === '}' || char === ']') {
      open.pop();
      if (here?.isSecret === true) for (const at of here.data) found.add(at);
    }
  }
  return found;
}
