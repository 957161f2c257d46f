/**
 * A name from the host as one word of a command that a person will paste as root. Labels and names may hold anything; what
 * is no plain name or path comes in single quotes, and a line break cannot start a command of its own.
 */
export function shellWord(name: string): string {
  if (/^[\w/][\w./-]*$/.test(name)) return name;
  return `'${name.replaceAll(/\p{Cc}/gu, ' ').replaceAll("'", String.raw`'\''`)}'`;
}
