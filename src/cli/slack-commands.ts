import { diagnoseCommand } from '../../commands/diagnose.ts';
import { fixBridgeCommand } from '../../commands/fix-words.ts';
import { logsCommand } from '../../commands/logs.ts';
import { quietCommand } from '../../commands/quiet.ts';
import { statusCommand } from '../../commands/status.ts';
import { unwatchCommand } from '../../commands/unwatch.ts';
import { watchCommand } from '../../commands/watch.ts';
import { ferrymanCommand } from '../../commands/ways/ferryman.ts';
import { LOGS_WORDS } from '../report/log-query.ts';

/** What the local workspace completes and takes; a real Slack has it from manifest.json, and a test holds the two together. */
export const slackCommands = [
  {
    command: diagnoseCommand,
    description: 'Find out why a host, one of its ports or a container does not answer',
    usage_hint: '<host> [port | container | address:port | to <need>]',
  },
  {
    command: logsCommand,
    description: 'Find a container, read its log and say what is wrong',
    usage_hint: LOGS_WORDS,
  },
  {
    command: fixBridgeCommand,
    description: 'Plan how to move a Docker bridge that covers other addresses; nothing changes yet',
    usage_hint:
      '<host> [port] [bip | bridge] [network=<name>] [subnet=<cidr>] [avoid=<cidr>,…] | <host> undo [<id>]',
  },
  {
    command: watchCommand,
    description: 'Look at a host, or all hosts of a tag, again and again, and tell once what breaks',
    usage_hint: '<host | tag> [port …] [every 5m] [in #channel] | list',
  },
  { command: unwatchCommand, description: 'End a watch', usage_hint: '<host | tag | id>' },
  {
    command: quietCommand,
    description: 'Announce nothing new of a host or tag while work is planned there',
    usage_hint: '<host | tag> for 2h because … | list | end <host | tag>',
  },
  {
    command: statusCommand,
    description: 'How all hosts are, which incidents are open, and what runs or waits',
    usage_hint: '[host | tag | site]',
  },
  { command: ferrymanCommand, description: 'What you can do with Ferryman here', usage_hint: 'help' },
].map((one) => ({ ...one, should_escape: true }));
