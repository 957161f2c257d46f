import type { Person } from '../state/people.ts';
import { Avatar } from './avatar.tsx';
import { usePage } from './context.ts';

/** Who looks at the page: an approval takes two of them, and a language is one's own. */
export function PeopleList() {
  const { view, me, become, over, show } = usePage();
  const people = view.people.filter(({ standing }) => standing !== 'bot');
  return (
    <>
      <h2 id="you-are">You are</h2>
      <ul class="people" aria-labelledby="you-are">
        {people.map((person) => (
          <li key={person.id}>
            <button
              class="person"
              aria-pressed={person.id === me.id}
              onClick={() => {
                become(person.id);
                if (over === 'menu') show(undefined);
              }}
            >
              <Avatar person={person} />
              <span>
                {person.realName}
                <small>{about(person, view.groups)}</small>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

/** What sets a person apart here: standing, groups, and the language in which Ferryman answers. */
function about(
  { id, standing, locale }: Person,
  groups: readonly { handle: string; members: readonly string[] }[],
) {
  const [language] = locale.split('-');
  if (standing === 'external') return `external, Partner Ltd · ${language}`;
  const own = groups.filter(({ members }) => members.includes(id)).map(({ handle }) => `@${handle}`);
  return [...(standing === 'member' ? own : [standing]), language].join(' · ');
}
