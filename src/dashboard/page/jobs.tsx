import type { StatusContent } from '../../render/status-content.ts';
import { useShared } from './context.ts';
import { Since } from './moment.tsx';
import { spanText } from './span.ts';

interface JobsProps {
  readonly content: Pick<StatusContent, 'jobs' | 'queues' | 'store'>;
  /** Whether there is a board of single jobs. */
  readonly board: boolean;
}

/** What people wait for, and whether the queues keep up. */
export function Jobs({ content: { jobs, queues, store }, board }: JobsProps) {
  const { words } = useShared();
  return (
    <div class="work">
      <section aria-labelledby="running">
        <h2 id="running">{words.running}</h2>
        {jobs.length === 0 ? (
          <p class="calm">{words.nothingRuns}</p>
        ) : (
          <ul class="jobs">
            {jobs.map((job) => (
              <li key={job.id}>
                {job.text}
                {!job.running && <span class="waits">{words.waits}</span>} <Since at={job.since} />
              </li>
            ))}
          </ul>
        )}
      </section>
      <section aria-labelledby="queues">
        <h2 id="queues">{words.queues}</h2>
        {queues.length === 0 ? <p class="calm">{words.emptyQueues}</p> : <Queues queues={queues} />}
        <p class="store">
          {words.store} {store}
          {board && (
            <>
              {' · '}
              <a href="/queues">{words.single}</a>
            </>
          )}
        </p>
      </section>
    </div>
  );
}

function Queues({ queues }: Pick<StatusContent, 'queues'>) {
  const { words, language, now } = useShared();
  const sites = queues.some(({ site }) => site !== '');
  return (
    <table class="queues">
      <thead>
        <tr>
          <th scope="col">{words.kind}</th>
          {sites && <th scope="col">{words.site}</th>}
          <th scope="col" class="figure">
            {words.isRunning}
          </th>
          <th scope="col" class="figure">
            {words.isWaiting}
          </th>
          <th scope="col" class="figure">
            {words.firstWaits}
          </th>
        </tr>
      </thead>
      <tbody>
        {queues.map(({ kind, site, running, waiting, waitsSince }) => (
          <tr key={`${kind} ${site}`}>
            <th scope="row">{kind}</th>
            {sites && <td>{site}</td>}
            <td class="figure">{running}</td>
            <td class="figure">{waiting}</td>
            <td class="figure">
              {waitsSince === undefined ? '' : spanText(now - Date.parse(waitsSince), language)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
