import type { Row } from './outbox-row.ts';

/** One object for one row, however many want something of it. */
export interface Shared {
  readonly row: Promise<Row>;
  users: number;
}

export async function sharing<T>(
  shared: Map<string, Shared>,
  key: string,
  open: () => Promise<Row>,
  use: (row: Row) => Promise<T>,
): Promise<T> {
  const one = shared.get(key) ?? { row: open(), users: 0 };
  shared.set(key, one);
  one.users += 1;
  try {
    return await use(await one.row);
  } finally {
    one.users -= 1;
    if (one.users === 0) shared.delete(key);
  }
}
