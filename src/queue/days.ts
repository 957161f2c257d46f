import { type Answered, DayRecord, type Fixed } from '../report/day.ts';
import { collectionOf, type Records } from './records.ts';
import { type Tries, triesOf } from './tries.ts';

/** What Ferryman did for people, by day. The same answer or change told again changes nothing. */
export interface Days {
  /** And by host. */
  readonly tries: Tries;
  answered(answer: Answered): Promise<void>;
  /** What it came to last counts. */
  fixed(fix: Fixed): Promise<void>;
  /** Milliseconds since 1970, from the first on and before the second; not further back than `keptDays`. */
  between(from: number, to: number): Promise<Pick<DayRecord, 'answers' | 'fixes' | 'full'>>;
}

/** As many days are kept: a ring of records that are written over. */
export const keptDays = 16;
const dayMs = 86_400_000;
/** Of a day; some 100 KB. */
const mostAnswers = 1_000;
const mostFixes = 200;

export function daysOf(records: Records): Days {
  const days = collectionOf(records, 'days', DayRecord);

  async function change(at: string, then: (record: DayRecord) => DayRecord): Promise<void> {
    const day = at.slice(0, 10);
    await days.change(keyOf(Date.parse(at)), (before) =>
      then(
        before?.day === day ? before : { schema: 'ferryman.day/1', day, answers: [], full: false, fixes: [] },
      ),
    );
  }

  return {
    tries: triesOf(records),
    answered: (answer) =>
      change(answer.at, (record) => {
        if (record.answers.some(({ job }) => job === answer.job)) return record;
        if (record.answers.length >= mostAnswers) return record.full ? record : { ...record, full: true };
        return { ...record, answers: [...record.answers, answer] };
      }),
    fixed: (fix) =>
      change(fix.at, (record) => ({
        ...record,
        fixes: [...record.fixes.filter(({ id }) => id !== fix.id), fix].slice(-mostFixes),
      })),
    async between(from, to) {
      const within = ({ at }: { readonly at: string }) => Date.parse(at) >= from && Date.parse(at) < to;
      const all = [...(await days.list()).values()]
        .filter(({ day }) => Date.parse(day) + dayMs > from && Date.parse(day) < to)
        .toSorted((one, other) => Date.parse(one.day) - Date.parse(other.day));
      // A worker that ended at midnight may have told it on both days.
      const answers = new Map(
        all
          .flatMap((day) => day.answers)
          .toReversed()
          .map((one) => [one.job, one]),
      );
      const fixes = new Map(all.flatMap((day) => day.fixes).map((one) => [one.id, one]));
      return {
        answers: [...answers.values()].filter(within),
        fixes: [...fixes.values()].filter(within),
        full: all.some(({ full }) => full),
      };
    },
  };
}

function keyOf(at: number): string {
  return String(Math.floor(at / dayMs) % keptDays);
}
