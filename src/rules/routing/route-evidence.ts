import type { Route } from '../../facts/routes.ts';
import { routeCommand } from '../../model/route-command.ts';
import type { Evidence } from '../rule.ts';

/** Routes as the host printed them, the first few, under the command that it printed them by. */
export function routeEvidence(routes: readonly Route[], most = 8): Evidence<string> {
  const [first] = routes;
  return {
    source: first === undefined ? 'ip route' : routeCommand(first),
    lines: routes.slice(0, most).map(({ text }) => text.trim()),
  };
}
