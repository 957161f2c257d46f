import type { StatusIncident } from '../../render/status-content.ts';
import { useShared } from './context.ts';
import { Since } from './moment.tsx';

/** What somebody on call reads first. */
export function Incidents({ incidents }: { readonly incidents: readonly StatusIncident[] }) {
  const { words } = useShared();
  return (
    <section aria-labelledby="incidents">
      <h2 id="incidents">
        {words.incidents}
        {incidents.length > 0 && <span class="number">{incidents.length}</span>}
      </h2>
      {incidents.length === 0 ? (
        <p class="calm">{words.noIncident}</p>
      ) : (
        <ul class="incidents">
          {incidents.map((one) => (
            <Incident key={one.id} incident={one} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Incident({ incident }: { readonly incident: StatusIncident }) {
  const { headline, state, tone, since, hosts, moreHosts } = incident;
  return (
    <li class={`incident ${tone}`}>
      <p class="headline">{headline}</p>
      <p class="about">
        <span class="state">{state}</span> · <Since at={since} />
      </p>
      {hosts.length > 0 && <p class="names">{[...hosts, ...(moreHosts ? [moreHosts] : [])].join(', ')}</p>}
    </li>
  );
}
