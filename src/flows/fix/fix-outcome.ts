import type { FixOutcome } from '../../report/fix.ts';

export function outcomeOf(
  { id, host }: Pick<FixOutcome, 'id' | 'host'>,
  result: FixOutcome['result'],
  because: string,
  more: Partial<Pick<FixOutcome, 'next' | 'reverts' | 'proofs' | 'commands' | 'downtimeSeconds'>> = {},
): FixOutcome {
  return { schema: 'ferryman.fix-outcome/1', id, host, result, because, proofs: [], commands: [], ...more };
}
