/** Assignments at the top of a script; no character of a value has a meaning of its own. */
export function setShellVariables(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}='${String(value).replaceAll("'", `'\\''`)}'`)
    .join('\n');
}
