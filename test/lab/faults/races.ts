import { approve } from './approve.ts';
import { judgeWord, UNDO_AFTER_SECONDS, worker, type Played } from './play-fault.ts';
import { judgeEnd, look, settled } from './scene.ts';
import type { Site } from './site.ts';

const PATIENCE_MS = (UNDO_AFTER_SECONDS + 120) * 1000;
const onwards = () => Promise.resolve();

/** Two workers that got the same job: the later one, by its number, is the one that may touch the host. */
export async function raceOfWorkers({ host, config }: Site): Promise<Played> {
  const approved = await approve(config, host.name);
  const before = await look(host);
  const task = { config, host: host.name, approved, undoAfterSeconds: UNDO_AFTER_SECONDS, stepwise: false };
  const outcomes = await Promise.all([1, 2].map((fence) => worker({ ...task, fence }, onwards)));
  const after = await settled(host, PATIENCE_MS);
  const [first, second] = outcomes;
  const overtaken = first?.result === 'pending' && first.because.includes('has taken over');
  return {
    ended: after.state === '' ? 'not begun' : after.state,
    wrong: [
      ...judgeEnd(before, after),
      ...judgeWord(second, after),
      ...(overtaken ? [] : judgeWord(first, after)),
      ...(await judgeCount(host)),
    ],
  };
}

/** Two people who approved two plans for one host, made before either was carried out. */
export async function raceOfPlans({ host, config }: Site): Promise<Played> {
  const plans = [await approve(config, host.name), await approve(config, host.name)];
  const before = await look(host);
  const outcomes = await Promise.all(
    plans.map((approved) =>
      worker(
        {
          config,
          host: host.name,
          approved,
          undoAfterSeconds: UNDO_AFTER_SECONDS,
          stepwise: false,
          fence: 1,
        },
        onwards,
      ),
    ),
  );
  const after = await settled(host, PATIENCE_MS);
  const won = outcomes.flatMap((outcome) => (outcome?.result === 'fixed' ? [outcome.id] : []));
  const others = outcomes.filter((outcome) => outcome?.result !== 'fixed');
  const ended = won.length === 1 ? 'one of two confirmed' : `${won.length} of two confirmed`;
  const wrong = [...judgeEnd(before, after), ...(await judgeCount(host))];
  if (won.length !== 1) wrong.push(`${won.length} of two plans were carried out`);
  for (const other of others) {
    const said = other?.because ?? 'nothing';
    if (other?.result !== 'not-begun') wrong.push(`the other one ended ${other?.result}: ${said}`);
    if (!won.some((id) => said.includes(id)) && !/changed since|overlap/.test(said))
      wrong.push(`the other one was not told who was first but: ${said}`);
  }
  return { ended, wrong };
}

/** However many asked: at most one change began. */
async function judgeCount(host: Site['host']): Promise<string[]> {
  const begun = await host.sh(
    `grep -l ' state applying$' /var/lib/ferryman/changes/*/log 2>/dev/null | wc -l
    cat /var/lib/ferryman/changes/*/log 2>/dev/null | grep -c ' state applying$' || true`,
  );
  const counts = begun.trim().split('\n').map(Number);
  return counts.every((count) => count <= 1)
    ? []
    : [`changes that began, and how often: ${counts.join(', ')}`];
}
