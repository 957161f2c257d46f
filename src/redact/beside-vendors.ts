import { closingOf, quoteAt } from './quoted.ts';
import { nothing, type Rule } from './rule.ts';

const uuid = /^[a-f0-9]{8}(?:-[a-f0-9]{4}){3}-[a-f0-9]{12}$/i;

/**
 * Values that are secret although nothing in their name says so: `SONAR_LOGIN=…`, `cloudflare: "…"`. Masked only in
 * the form that this vendor gives them.
 */
const vendors: readonly { readonly hint: string; readonly value: RegExp }[] = [
  { hint: 'artifactory', value: /^[a-z0-9]{64,73}$/i },
  { hint: 'cloudflare', value: /^(?:[\w-]{40}|[a-f0-9]{37})$/i },
  { hint: 'contribsys', value: /^[a-f0-9]{8}:[a-f0-9]{8}$/i },
  { hint: 'facebook', value: /^\d{15,16}(?:\||%7C)[\w-]{27,40}$/i },
  { hint: 'heroku', value: uuid },
  { hint: 'hubspot', value: uuid },
  { hint: 'messagebird', value: uuid },
  { hint: 'snyk', value: uuid },
  { hint: 'sourcegraph', value: /^[a-f0-9]{40}$/i },
  { hint: 'sonar', value: /^(?:sq[apu]_)?[a-z0-9]{40}$/i },
  { hint: 'sumo', value: /^(?:su[A-Za-z0-9]{12}|[A-Za-z0-9]{64})$/ },
  { hint: 'telegram', value: /^\d{5,16}:A[\w-]{34}$/i },
];

const joint = /[\w.-]{0,30}\\{0,7}["'`]?[ \t]{0,4}(?:[A-Za-z]{1,12}[ \t]{1,4})?[:=,|?]{0,3}[=>]?[ \t]{0,4}/y;
const bare = /[^\s"'`\\,;&]{12,80}/y;

export const besideVendors: Rule = {
  hints: vendors.map(({ hint }) => hint),
  find(text, at, hint) {
    joint.lastIndex = at + hint.length;
    joint.test(text);
    const from = joint.lastIndex;
    const quote = quoteAt(text, from);
    const start = quote ? quote.inside : from;
    bare.lastIndex = start;
    const end = quote ? closingOf(text, quote) : start + (bare.exec(text)?.[0].length ?? 0);
    const value = end - start > 80 ? '' : text.slice(start, end);
    const fits = vendors.some((vendor) => vendor.hint === hint && vendor.value.test(value));
    return fits ? [{ start, end, kind: 'key' }] : nothing;
  },
};
