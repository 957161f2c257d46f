import { useState } from 'preact/hooks';

/** Up to which message each person has read each channel and thread; the browser keeps it. */
export interface Marks {
  /** The ts of the last message that was read; undefined before the first visit. */
  readonly until: (person: string, where: string) => string | undefined;
  readonly read: (person: string, where: string, ts: string) => void;
}

const KEPT = 'read';

export function useMarks(): Marks {
  const [marks, setMarks] = useState(stored);
  return {
    until: (person, where) => marks[`${person} ${where}`],
    read: (person, where, ts) =>
      setMarks((all) => {
        const key = `${person} ${where}`;
        if ((all[key] ?? '') >= ts) return all;
        const next = { ...all, [key]: ts };
        localStorage.setItem(KEPT, JSON.stringify(next));
        return next;
      }),
  };
}

function stored(): Readonly<Record<string, string>> {
  const kept: unknown = JSON.parse(localStorage.getItem(KEPT) ?? '{}');
  return Object.fromEntries(
    Object.entries(typeof kept === 'object' && kept !== null ? kept : {}).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  );
}
