import { tellProof } from '../../fixes/tell-plan.ts';
import type { UntoldProof } from '../../fixes/untold.ts';
import type { FixOutcome } from '../../report/fix.ts';
import type { Language } from '../../text/language.ts';
import type { Sayable } from '../../text/say.ts';
import { tell } from '../../text/tell.ts';
import { maskOutcome } from './mask-outcome.ts';
import type { FixRun, ToldOutcome } from './run.ts';

/** How a change ended, in no language yet. */
export interface UntoldOutcome extends Omit<FixOutcome, 'schema' | 'because' | 'next' | 'proofs'> {
  readonly because: Sayable;
  readonly next?: Sayable;
  readonly proofs: readonly UntoldProof[];
}

type More = Partial<Pick<UntoldOutcome, 'next' | 'reverts' | 'proofs' | 'commands' | 'downtimeSeconds'>>;

export function untoldOutcome(
  { id, host }: Pick<FixOutcome, 'id' | 'host'>,
  result: FixOutcome['result'],
  because: Sayable,
  more: More = {},
): UntoldOutcome {
  return { id, host, result, because, proofs: [], commands: [], ...more };
}

/**
 * What the host printed holds what people wrote into its configuration, so nothing of it leaves unmasked.
 * @param english where it quotes what was told in the reader's language already
 */
export function tellOutcome(
  outcome: UntoldOutcome,
  { language = 'en', redact }: Pick<FixRun, 'language' | 'redact'>,
  english: UntoldOutcome = outcome,
): ToldOutcome {
  const inEnglish = inWords(maskOutcome(english, redact), 'en');
  return language === 'en' ? inEnglish : { ...inWords(maskOutcome(outcome, redact), language), inEnglish };
}

function inWords({ because, next, proofs, ...outcome }: UntoldOutcome, language: Language): FixOutcome {
  return {
    schema: 'ferryman.fix-outcome/1',
    ...outcome,
    because: tell(because, language),
    ...(next !== undefined && { next: tell(next, language) }),
    proofs: proofs.map((proof) => tellProof(proof, language)),
  };
}
