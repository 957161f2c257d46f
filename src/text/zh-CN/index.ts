import type { Catalogue } from '../catalogue.ts';
import { rules } from './rules.ts';
import { rulesApplications } from './rules-applications.ts';
import { rulesContainers } from './rules-containers.ts';
import { rulesDaemon } from './rules-daemon.ts';
import { rulesFirewall } from './rules-firewall.ts';
import { rulesGeneric } from './rules-generic.ts';
import { rulesMigration } from './rules-migration.ts';
import { rulesNames } from './rules-names.ts';
import { rulesPerimeter } from './rules-perimeter.ts';
import { rulesResources } from './rules-resources.ts';
import { rulesRouting } from './rules-routing.ts';
import { rulesSockets } from './rules-sockets.ts';
import { facts } from './facts.ts';
import { hosts } from './hosts.ts';
import { ssh } from './ssh.ts';
import { model } from './model.ts';
import { flows } from './flows.ts';
import { flowsLogs } from './flows-logs.ts';
import { flowsFix } from './flows-fix.ts';
import { fixes } from './fixes.ts';
import { fixesPlan } from './fixes-plan.ts';
import { cases } from './cases.ts';
import { commandsOperation } from './commands-operation.ts';
import { render } from './render.ts';
import { renderOperation } from './render-operation.ts';
import { renderLogs } from './render-logs.ts';
import { renderFix } from './render-fix.ts';
import { commands } from './commands.ts';
import { commandsWays } from './commands-ways.ts';
import { renderHome } from './render-home.ts';
import { desk } from './desk.ts';
import { digest } from './digest.ts';
import { watchLook } from './watch-look.ts';
import { workers } from './workers.ts';
import { workersLogs } from './workers-logs.ts';
import { cli } from './cli.ts';
import { errors } from './errors.ts';
import { incident } from './incident.ts';
import { dashboard } from './dashboard.ts';
import { status } from './status.ts';
import { watchCommands } from './watch-commands.ts';
import { watchWords } from './watch-words.ts';

/** By the room whose sentences they are; what several rooms say stands in one of them. */
export const chinese: Readonly<Record<string, Catalogue>> = {
  rules,
  'rules-applications': rulesApplications,
  'rules-containers': rulesContainers,
  'rules-daemon': rulesDaemon,
  'rules-firewall': rulesFirewall,
  'rules-generic': rulesGeneric,
  'rules-migration': rulesMigration,
  'rules-names': rulesNames,
  'rules-perimeter': rulesPerimeter,
  'rules-resources': rulesResources,
  'rules-routing': rulesRouting,
  'rules-sockets': rulesSockets,
  facts,
  hosts,
  ssh,
  model,
  flows,
  'flows-logs': flowsLogs,
  'flows-fix': flowsFix,
  fixes,
  'fixes-plan': fixesPlan,
  render,
  cases,
  'commands-operation': commandsOperation,
  'render-operation': renderOperation,
  'render-logs': renderLogs,
  'render-fix': renderFix,
  commands,
  'commands-ways': commandsWays,
  'render-home': renderHome,
  desk,
  digest,
  'watch-look': watchLook,
  'watch-commands': watchCommands,
  'watch-words': watchWords,
  incident,
  status,
  dashboard,
  workers,
  'workers-logs': workersLogs,
  errors,
  cli,
};
