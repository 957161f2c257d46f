import type { PreparedChange } from '../change.ts';
import { bipScript } from './bip.ts';
import { bridgeScript } from './bridge.ts';
import { FRAME } from './frame.ts';
import { networkScript } from './network.ts';
import { setShellVariables } from './shell-variables.ts';

/** The last line; without it the script did not arrive as a whole. */
export const LAST_LINE = '# the end of this change';

/** The one script that carries a change out on its host and takes it back, with all its data in it. */
export function composeChange({ plan, docker, containers, stopFirst, change }: PreparedChange): string {
  const unpoliced = new Set(plan.affected.flatMap(({ id, startedByFix }) => (startedByFix ? [id] : [])));
  return `#!/bin/sh
# ${inComment(`Ferryman's change ${plan.id}: ${plan.bridge.device} from ${plan.from} to ${plan.to}.`)}
# "sh change.sh status" tells where it stands, "sh change.sh undo" takes it back as long as it is not confirmed.
set -u
umask 077
LC_ALL=C
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/snap/bin
export LC_ALL PATH
${setShellVariables({
  ID: plan.id,
  TAKES_BACK: plan.reverts ?? '',
  // A network is created again like any other; only a file goes the way back of the change that wrote it.
  REVERTS: 'file' in change ? (plan.reverts ?? '') : '',
  UNDO_AFTER: plan.undo.afterSeconds,
  MANAGER: docker.manager,
  UNIT: docker.unit,
  DOCKER: docker.client,
  RESTART_SECONDS: docker.restartSeconds,
  STOP_FIRST: stopFirst ? 1 : 0,
  CONTAINERS: containers.map(({ id }) => id).join(' '),
  BOUND: (plan.units ?? []).join(' '),
  UNPOLICED: containers.flatMap(({ id }) => (unpoliced.has(id) || stopFirst ? [id] : [])).join(' '),
})}
${methodOf(change, docker)}
${FRAME}
${LAST_LINE}
`;
}

/** A line end would end the comment, and what follows would be run. */
function inComment(text: string): string {
  return text.replace(/[^\x20-\x7E]/g, '?');
}

function methodOf(change: PreparedChange['change'], docker: PreparedChange['docker']): string {
  switch (change.kind) {
    case 'bip':
      return bipScript(change, docker);
    case 'bridge':
      return bridgeScript(change, docker);
    case 'network':
      return networkScript(change);
  }
  return change satisfies never;
}
