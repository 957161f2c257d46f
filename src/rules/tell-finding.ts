import type { Language } from '../text/language.ts';
import { tell, tellInAll } from '../text/tell.ts';
import type { Evidence, Finding, OwnWords, ToldFinding } from './rule.ts';

/** The same finding in words of a language. */
export function tellFinding(finding: Finding<OwnWords>, language: Language): ToldFinding {
  const { title, explanation, evidence, falsifier, fix, ...rest } = finding;
  return {
    ...rest,
    title: tell(title, language),
    titles: tellInAll(title),
    explanation: tell(explanation, language),
    evidence: evidence.map((one) => tellEvidence(one, language)),
    falsifier: tell(falsifier, language),
    ...(fix !== undefined && {
      fix: {
        ...fix,
        summary: tell(fix.summary, language),
        commands: fix.commands.map((command) => tell(command, language)),
        risk: tell(fix.risk, language),
      },
    }),
  };
}

function tellEvidence({ source, lines }: Evidence, language: Language): Evidence<string> {
  return { source: tell(source, language), lines: lines.map((line) => tell(line, language)) };
}
