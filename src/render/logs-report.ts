import type { LogReport } from '../report/logs.ts';
import type { Report } from '../report/report.ts';

/** The part of it that is a diagnosis, so that causes look as they do in `/diagnose`. How the container is, is the symptom. */
export function asDiagnosis({
  host,
  at,
  durationMs,
  container,
  state,
  verdict,
  causes,
  unknowns,
}: LogReport): Report {
  return {
    schema: 'ferryman.report/1',
    host,
    at,
    durationMs,
    asked: { container: container.name },
    verdict,
    causes,
    symptoms:
      verdict === 'healthy' ? [] : [{ text: state.sentence, explainedBy: causes.map(({ cause }) => cause) }],
    unknowns,
    checked: [],
  };
}
