import { watchSubject } from '../src/render/slack/watches.ts';
import type { Watch } from '../src/report/watch.ts';
import { say, type Text, verbatim } from '../src/text/say.ts';
import { hostsMeant, type Watchable } from '../src/watches/cover.ts';

/** `hz-shop 30001`, `shop (2 hosts)`: what a watch looks at, with how many hosts a tag is. */
export function watchedText(watch: Watch, hosts: readonly Watchable[]): Text {
  const subject = watchSubject(watch);
  if (hosts.some(({ name }) => name === watch.on)) return verbatim(subject);
  const count = hostsMeant(watch, hosts).length;
  return count === 1 ? say`${subject} (1 host)` : say`${subject} (${count} hosts)`;
}
