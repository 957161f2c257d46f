import type { StatusHost, StatusSite } from '../../render/status-content.ts';
import { useShared } from './context.ts';
import { At, Since } from './moment.tsx';
import { spanText } from './span.ts';

/** A line for each host of which there is something to say; the others are names side by side. */
export function Site({ site }: { readonly site: StatusSite }) {
  const told = site.hosts.filter((host) => !host.calm);
  const calm = site.hosts.filter((host) => host.calm);
  return (
    <article class="site">
      <h3>
        {site.name !== '' && <span>{site.name}</span>}
        {site.workers !== undefined && (
          <span class={site.unserved ? 'workers none' : 'workers'}>{site.workers}</span>
        )}
      </h3>
      {told.length > 0 && (
        <ul class="told">
          {told.map((host) => (
            <Told key={host.name} host={host} />
          ))}
        </ul>
      )}
      {(['well', 'unknown', 'unwatched'] as const).map((state) => (
        <Names key={state} state={state} hosts={calm.filter((host) => host.state === state)} />
      ))}
    </article>
  );
}

function Told({ host }: { readonly host: StatusHost }) {
  const { words, language, now } = useShared();
  const { name, tags, state, stateText, about, seenAt, late, quiet } = host;
  return (
    <li class="host">
      <p class="name">
        <span class={`count is-${state}`}>{stateText}</span> <strong>{name}</strong>
        {tags.length > 0 && <span class="tags">{tags.join(' ')}</span>}
      </p>
      <ul class="facts">
        {about.map(({ text, since }) => (
          <li key={text}>
            {text} {since !== undefined && <Since at={since} />}
          </li>
        ))}
        {late && <li>{words.late}</li>}
        {quiet !== undefined && (
          <li class="quiet">
            {words.quietUntil} <At at={quiet.until} />: {quiet.because}
          </li>
        )}
      </ul>
      {seenAt !== undefined && (
        <p class="seen">{words.seen.replace('{span}', spanText(now - Date.parse(seenAt), language))}</p>
      )}
    </li>
  );
}

interface NamesProps {
  readonly state: StatusHost['state'];
  readonly hosts: readonly StatusHost[];
}

/** Of whom there is no more to say than that. */
function Names({ state, hosts }: NamesProps) {
  const [first] = hosts;
  if (first === undefined) return null;
  return (
    <div class="names-of">
      <p class={`count is-${state}`}>{first.stateText}</p>
      <ul class="calm-hosts">
        {hosts.map(({ name, tags }) => (
          <li key={name} title={tags.join(' ')}>
            {name}
          </li>
        ))}
      </ul>
    </div>
  );
}
