import type { Command } from 'commander';
import type { Host } from '../hosts/host.ts';
import type { Config } from '../config/types.ts';
import { tell } from '../text/tell.ts';
import { configFor } from './cli.ts';
import type { Cli } from './cli.ts';
import { table } from './table.ts';

/** `ferryman hosts`: the inventory, with everything that was left out of it. */
export function registerHosts(program: Command, cli: Cli): Command {
  return program
    .command('hosts')
    .description('list the hosts of the inventory')
    .option('--json', 'print one JSON object')
    .action(async (options: { json?: boolean }, command: Command) => {
      const config = await configFor(command, cli);
      cli.terminal.stdout(
        options.json ? `${JSON.stringify(asJson(config), undefined, 2)}\n` : asText(config),
      );
    });
}

function asText({ hosts, refused, notes, file }: Config): string {
  const rows = hosts.map((host) => [
    host.name,
    wayTo(host),
    host.site ?? '-',
    host.tags.join(' ') || '-',
    host.source,
  ]);
  const list =
    rows.length === 0
      ? `There is no host in ${file}.\n`
      : table(['HOST', 'REACHED AS', 'SITE', 'TAGS', 'FROM'], rows);
  const unusable = refused.map(
    ({ name, because, source }) => `Left out: ${name} (${source}): ${tell(because, 'en')}.\n`,
  );
  return [list, ...unusable, ...notes.map((note) => `Note: ${note}.\n`)].join('');
}

/** `root@203.0.113.7:2222 via bastion`. */
function wayTo({ via }: Host): string {
  switch (via.kind) {
    case 'local':
      return 'this machine';
    case 'snapshot':
      return `snapshot ${via.path}`;
    case 'ssh': {
      const address = via.address.includes(':') ? `[${via.address}]` : via.address;
      const port = via.port === 22 ? '' : `:${via.port}`;
      return `${via.user}@${address}${port}${via.jump ? ` via ${via.jump.name}` : ''}`;
    }
  }
  return via satisfies never;
}

function asJson({ hosts, refused, notes }: Config): object {
  return { hosts: hosts.map((host) => ({ ...host, via: viaAsJson(host) })), refused, notes };
}

/** A jump host by its name: it stands in the list itself, or is spelled out here. */
function viaAsJson({ via }: Host): object {
  if (via.kind !== 'ssh' || !via.jump) return via;
  const { jump, ...rest } = via;
  return { ...rest, jump: { name: jump.name, via: viaAsJson(jump) } };
}
