/** The records of a CSV text by the names in its first line, after RFC 4180. */
export function recordsOf(text: string): readonly ReadonlyMap<string, string>[] {
  const [names = [], ...rows] = rowsOf(text);
  return rows.map((row) => new Map(names.map((name, i) => [name, row[i] ?? ''])));
}

const CELL = /(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r?\n|$)/y;

function rowsOf(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  CELL.lastIndex = 0;
  while (CELL.lastIndex < text.length) {
    const match = CELL.exec(text);
    if (match === null) throw new Error('this is no CSV');
    const [, quoted, plain = '', end] = match;
    row.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}
