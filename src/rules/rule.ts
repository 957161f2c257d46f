import type { Views, ViewId } from '../model/views.ts';
import type { Subject } from '../report/report.ts';
import type { InEveryLanguage } from '../text/language.ts';
import type { Sayable, Text } from '../text/say.ts';

/** What a rule says in whole sentences: never a bare string, which would be English to everybody. */
export type Words = Text;
/** A team's own rule may be written in one language only, in plain strings. */
export type OwnWords = Text | string;

/** Where it comes from, a command as a rule, and what is seen there. */
export interface Evidence<Line = Sayable> {
  readonly source: Line;
  readonly lines: readonly Line[];
}

export interface Remedy<Sentence = Words, Line = Sayable> {
  readonly summary: Sentence;
  readonly commands: readonly Line[];
  readonly risk: Sentence;
  readonly apply?: string | undefined;
}

/** A rule's verdict on a subject, in no language yet; `ToldFinding` is the same in one. */
export interface Finding<Sentence = Words, Line = Sayable> {
  /** `notice` never makes a host faulty: true, worth knowing, and nobody suffers from it now. */
  readonly severity: 'critical' | 'warning' | 'notice';
  /** `proven`: the evidence leaves no other explanation. */
  readonly certainty: 'proven' | 'likely';
  readonly subject: Subject;
  /** One line that a person understands who never heard of the mechanism. */
  readonly title: Sentence;
  readonly explanation: Sentence;
  readonly evidence: readonly Evidence<Line>[];
  /** "Wrong if …": what would have to be seen for this verdict to be false. */
  readonly falsifier: Sentence;
  readonly fix?: Remedy<Sentence, Line>;
  /** Keys of the symptoms that follow from it. */
  readonly explains: readonly string[];
  /**
   * Keys of symptoms that this one follows from: whoever explains one of them better explains all that this one does, and
   * it isn't told (an application that cannot open its database, where a route explains why nobody can).
   */
  readonly follows?: readonly string[];
  /** Id of the cause that this one brought about. Told right after it, and not at all without it. */
  readonly behind?: string;
}

export interface ToldFinding extends Finding<string, string> {
  /** Its title for whoever reads another language than the rest. */
  readonly titles?: InEveryLanguage;
}

/**
 * How closely a rule names what happened. `specific`: the mechanism. `general`: the class of fault, where nobody knows
 * better (the application crashed, the container restarts over and over). `generic`: the place where a packet dies. What
 * a more specific rule explains, a less specific one leaves to it.
 */
export type Rank = 'specific' | 'general' | 'generic';

/** The views were there, and what they say of this host is not enough to judge. */
export interface CouldNotLook<Sentence = Words> {
  readonly kind: 'could-not-look';
  readonly because: Sentence;
}

/** One root cause. Pure: it looks at nothing but the views that it names. */
export interface Rule {
  /** The slug of the cause catalogue. */
  readonly id: string;
  /** What is ruled out where the rule stays silent. */
  readonly title: OwnWords;
  readonly rank: Rank;
  readonly needs: readonly ViewId[];
  readonly wants: readonly ViewId[];
  readonly evaluate: (views: Partial<Views>) => readonly Finding<OwnWords>[] | CouldNotLook<OwnWords>;
}

interface Definition<Need extends ViewId, Want extends ViewId, Sentence> {
  readonly id: string;
  readonly title: Sentence;
  /** Default `specific`. */
  readonly rank?: Rank;
  /** Without one of these the rule cannot judge, and says so. */
  readonly needs: readonly Need[];
  /** Used where they are known. */
  readonly wants?: readonly Want[];
  readonly evaluate: (
    views: Pick<Views, Need> & Partial<Pick<Views, Want>>,
  ) => readonly Finding<Sentence>[] | CouldNotLook<Sentence>;
}

/** A view that is neither needed nor wanted is a compile error in `evaluate`, and so is a sentence that is a bare string. */
export function defineRule<const Need extends ViewId, const Want extends ViewId = never>(
  definition: Definition<Need, Want, Words>,
): Rule {
  return defineOwnRule(definition);
}

/** The same for a rule of a team's own. */
export function defineOwnRule<const Need extends ViewId, const Want extends ViewId = never>(
  definition: Definition<Need, Want, OwnWords>,
): Rule {
  const { id, title, rank = 'specific', needs, wants = [] } = definition;
  return {
    id,
    title,
    rank,
    needs,
    wants,
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `judge` hands in the needed views or does not call at all
    evaluate: (views) => definition.evaluate(views as Pick<Views, Need> & Partial<Pick<Views, Want>>),
  };
}
