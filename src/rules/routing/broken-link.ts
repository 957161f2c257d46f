import type { Link } from '../../facts/links.ts';
import type { Container } from '../../model/containers.ts';
import { publishedPaths, type PublishedPath } from '../../model/paths.ts';
import type { Views } from '../../model/views.ts';
import type { Said, Sayable, Text } from '../../text/say.ts';
import type { Finding } from '../rule.ts';

export type BridgeSeen = Pick<Views, 'network' | 'containers' | 'question'> &
  Partial<Pick<Views, 'attempts' | 'neighbours' | 'routeAnswers' | 'bridgePorts'>>;

/** A bridge, or a cable in one, through which nothing comes. */
export interface Broken {
  readonly bridge: string;
  readonly members: readonly Container[];
  readonly what: Said;
  readonly why: Text;
  /** Commands that show it, with what they print. */
  readonly evidence: Finding['evidence'];
  readonly falsifier: Said;
  readonly repair: readonly Sayable[];
}

export function pathsOf(
  members: readonly Container[],
  bridge: string,
  { attempts }: BridgeSeen,
): readonly PublishedPath[] {
  return publishedPaths(members, attempts).filter((path) => path.bridge === bridge);
}

export function describeLink({ name, flags, state, master }: Link): string {
  return `${name}: <${flags.join(',')}>${master === undefined ? '' : ` master ${master}`} state ${state}`;
}
