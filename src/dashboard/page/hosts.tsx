import { useEffect, useRef, useState } from 'preact/hooks';
import type { StatusContent, StatusHost } from '../../render/status-content.ts';
import { useShared } from './context.ts';
import { Site } from './site.tsx';

/** From so many on nobody finds one by looking. */
const fewHosts = 12;

export function Hosts({ content }: { readonly content: Pick<StatusContent, 'sites' | 'headline'> }) {
  const { words } = useShared();
  const [typed, type] = useState('');
  const field = useFocusKey();
  const all = content.sites.reduce((sum, { hosts }) => sum + hosts.length, 0);
  const sites = content.sites.flatMap((site) => {
    const fits = hasAll(site.name, typed) ? site.hosts : site.hosts.filter((host) => isMeant(host, typed));
    return fits.length === 0 && typed !== '' ? [] : [{ ...site, hosts: fits }];
  });
  return (
    <section aria-labelledby="hosts">
      <div class="title">
        <h2 id="hosts">{words.hosts}</h2>
        {all > fewHosts && (
          <input
            ref={field}
            class="filter"
            type="search"
            aria-label={words.filter}
            placeholder={words.filterHint}
            value={typed}
            onInput={({ currentTarget: { value } }) => type(value)}
          />
        )}
      </div>
      {all === 0 && <p class="calm">{content.headline}</p>}
      {all > 0 && sites.length === 0 && <p class="calm">{words.nothingLike}</p>}
      {all > 0 && sites.map((site) => <Site key={site.name} site={site} />)}
    </section>
  );
}

function isMeant({ name, tags, stateText, about }: StatusHost, typed: string): boolean {
  return hasAll([name, ...tags, stateText, ...about.map(({ text }) => text)].join(' '), typed);
}

function hasAll(text: string, typed: string): boolean {
  const lower = text.toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => lower.includes(word));
}

/** As on many pages, `/` goes to the field. */
function useFocusKey() {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isTyping = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
      if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      field.current?.focus();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  return field;
}
