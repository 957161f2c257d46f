import type { Flows } from '../../workers/index.ts';
import type { HostMetrics } from '../metrics/hosts.ts';

/** The same flows, whose findings are counted. */
export function countCauses(flows: Flows, { found }: Pick<HostMetrics, 'found'>): Flows {
  return {
    ...flows,
    async diagnose(request, run) {
      const diagnosis = await flows.diagnose(request, run);
      found(diagnosis.report.causes.map(({ cause }) => cause));
      return diagnosis;
    },
    async readLogs(request, run) {
      const report = await flows.readLogs(request, run);
      found(report.causes.map(({ cause }) => cause));
      return report;
    },
    async watchHost(request, run) {
      const seen = await flows.watchHost(request, run);
      // What lasts is found at each look.
      const begun = request.before?.lookedAt ?? '';
      if (seen.kind === 'diagnosed')
        found(seen.faults.filter(({ since }) => since > begun).map(({ cause }) => cause));
      return seen;
    },
  };
}
