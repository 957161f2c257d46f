/**
 * Tokens in three parts that begin with nothing telling: `<user id>.<time>.<sum>` of a Discord bot, each in Base64. No hint
 * stands in them, so they are looked for by their two dots, six characters apart, in what the rules have left.
 * Source: https://discord.com/developers/docs/reference#authentication
 */
export function maskDotted(text: string, whole: (secret: string, kind: string) => string): string {
  let out = '';
  let copied = 0;
  const last = text.length - 34;
  if (last < shortestId) return text;
  for (let dot = text.indexOf('.', shortestId); dot >= 0 && dot <= last; dot = text.indexOf('.', dot + 1)) {
    // In nearly every line this is all that is looked at.
    if (text.charCodeAt(dot + 7) !== DOT) continue;
    const token = tokenAround(text, dot);
    if (!token || token.start < copied) continue;
    out += text.slice(copied, token.start) + whole(text.slice(token.start, token.end), 'Discord token');
    copied = token.end;
  }
  return copied === 0 ? text : out + text.slice(copied);
}

const DOT = 46;
const shortestId = 22;
/** Base64 of a number of 17 to 20 digits, of which every third character begins with M, N or O. */
const first = /(?:^|[^\w.-])(?<id>[\w-]{0,3}[MNO][\w-]{21,27})$/;
const rest = /\.[\w-]{6}\.[\w-]{27,40}(?![\w.-])/y;

function tokenAround(text: string, dot: number): { start: number; end: number } | undefined {
  const id = first.exec(text.slice(Math.max(0, dot - 34), dot))?.groups?.['id'];
  if (id === undefined || !isMixed(id)) return undefined;
  rest.lastIndex = dot;
  const sum = rest.exec(text)?.[0].slice(8);
  // A class name of Java has three parts as well, but no digits among its capitals.
  return sum !== undefined && /[A-Z]/.test(sum) && /[a-z]/.test(sum)
    ? { start: dot - id.length, end: rest.lastIndex }
    : undefined;
}

function isMixed(part: string): boolean {
  return /[A-Z]/.test(part) && /[a-z]/.test(part) && /\d/.test(part);
}
