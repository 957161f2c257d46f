import { type Governed, governed } from '../../src/config/types.ts';
import type { Help } from '../../src/render/slack/help.ts';
import { type Asker, mayAsk } from '../access.ts';
import type { CommandDeps } from '../diagnose.ts';

/** What this person may do in this channel; where that is nothing, why. */
export async function helpFor(
  asker: Asker,
  { config, people, logger }: Pick<CommandDeps, 'config' | 'people' | 'logger'>,
): Promise<Help> {
  const admissions = await Promise.all(
    governed.map(async (what) => ({
      what,
      admission: await mayAsk(what, asker, { access: config.access, people, logger }),
    })),
  );
  const may = new Set<Governed>(
    admissions.filter(({ admission }) => admission.kind === 'admitted').map(({ what }) => what),
  );
  const [first] = admissions.flatMap(({ admission }) => (admission.kind === 'refused' ? [admission] : []));
  return {
    may,
    ...(may.size > 0 || first === undefined ? {} : { refusal: first }),
    hosts: config.hosts.map(({ name }) => name),
    support: config.support.length > 0,
  };
}
