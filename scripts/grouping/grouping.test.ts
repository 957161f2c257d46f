import { describe, expect, it } from 'vitest';
import { recordsOf } from './csv.ts';
import { groupingAccuracy } from './grouping-accuracy.ts';

describe('the grouping accuracy', () => {
  it('is 1 where the groups are the same, whatever they are called', () => {
    expect(groupingAccuracy(['x', 'y', 'x'], ['E1', 'E2', 'E1'])).toBe(1);
  });

  it('counts all of a group as wrong that was split or that holds a stranger', () => {
    // The published example: three groups of which the first was split, the other two are right.
    expect(groupingAccuracy(['A', 'A2', 'B', 'B', 'C'], ['E1', 'E1', 'E2', 'E2', 'E3'])).toBe(3 / 5);
    expect(groupingAccuracy(['A', 'A', 'A', 'B'], ['E1', 'E1', 'E2', 'E3'])).toBe(1 / 4);
  });
});

describe('CSV', () => {
  it('holds commas, quotes and line ends in quotes', () => {
    const [record] = recordsOf('LineId,Content,EventId\r\n1,"a, ""b""\nc",E1\r\n');
    expect(Object.fromEntries(record ?? [])).toEqual({ LineId: '1', Content: 'a, "b"\nc', EventId: 'E1' });
  });

  it('may leave the last cell empty', () => {
    expect(recordsOf('a,b\n1,\n').map((record) => record.get('b'))).toEqual(['']);
  });
});
