import type { Command } from 'commander';
import { z } from 'zod';
import { FerrymanError } from '../errors.ts';
import { findHost } from '../hosts/inventory.ts';
import { hopsOf, sshWayTo } from '../hosts/ssh-way.ts';
import type { SshWay } from '../hosts/ssh-way.ts';
import type { ShellPool } from '../ssh/pool.ts';
import { configFor } from './cli.ts';
import type { Cli } from './cli.ts';
import { exitCodes } from './failure.ts';
import type { ReportExit } from './program.ts';
import { shellPool } from './shell-pool.ts';

const TrustOptions = z.object({ yes: z.boolean().default(false), fingerprint: z.string().optional() });
type TrustOptions = z.infer<typeof TrustOptions>;

/** `ferryman hosts trust <host>`: the only way in which a host key gets into known_hosts. */
export function registerTrust(hosts: Command, cli: Cli, report: ReportExit): void {
  hosts
    .command('trust')
    .description("show a host's key and pin it, the keys of its jump hosts first")
    .argument('<host>', 'name of a host of the inventory')
    .option('--yes', 'pin without asking; a key that replaces another one still needs --fingerprint')
    .option('--fingerprint <SHA256:…>', 'pin only this key, without asking')
    .action(async (name: string, options: unknown, command: Command) => {
      const config = await configFor(command, cli, { files: 'ignore' });
      const way = sshWayTo(findHost(config, name));
      if (!way) {
        throw new FerrymanError(
          'usage',
          `${name} is not reached over SSH, so it has no key to trust.`,
          'Nothing is to be done.',
        );
      }
      const pool = await shellPool(config.ssh);
      try {
        report((await trustAll(way, pool, TrustOptions.parse(options), cli)) ? exitCodes.ok : exitCodes.no);
      } finally {
        await pool.dispose();
      }
    });
}

/** A host behind a bastion shows its key only through it, so the bastion comes first. False as soon as one is not trusted. */
async function trustAll(way: SshWay, pool: ShellPool, options: TrustOptions, cli: Cli): Promise<boolean> {
  for (const hop of hopsOf(way)) {
    const own = hop === way;
    const { fingerprint: _, ...forHop } = options;
    if (!(await trust(hop, pool, own ? options : forHop, cli))) return false;
  }
  return true;
}

async function trust(
  hop: SshWay,
  pool: ShellPool,
  options: TrustOptions,
  { terminal }: Cli,
): Promise<boolean> {
  const [{ labelOf }, { readKnownHosts, hostKeyError }, { judge, keysOf, fingerprint }, { pinHostKey }] =
    await Promise.all([
      import('../ssh/target.ts'),
      import('../ssh/host-key.ts'),
      import('../ssh/known-hosts.ts'),
      import('../ssh/pin-host-key.ts'),
    ]);
  const presented = await pool.fetchHostKey(hop);
  const verdict = judge(keysOf(await readKnownHosts(hop.knownHostsFiles), hop), presented.key);
  terminal.stdout(`${labelOf(hop)} presents\n  ${presented.type} ${presented.fingerprint}\n`);
  const wanted = options.fingerprint === undefined ? undefined : withPrefix(options.fingerprint);
  if (wanted !== undefined && wanted !== presented.fingerprint) {
    terminal.stderr(
      `That is not ${wanted}. Nothing was pinned.\nFind out why before you connect: another machine may be answering.\n`,
    );
    return false;
  }
  switch (verdict.kind) {
    case 'known':
      terminal.stdout('This key is trusted already.\n');
      return true;
    case 'revoked':
      throw hostKeyError(hop, presented.key, verdict);
    case 'changed':
      for (const line of verdict.known) {
        terminal.stderr(`Known until now: ${line.type} ${fingerprint(line.key)} (${line.source}).\n`);
      }
      terminal.stderr('The host was set up anew, or somebody is in between.\n');
      break;
    case 'unknown':
      break;
    default:
      return verdict satisfies never;
  }
  const sure = wanted !== undefined || (options.yes && verdict.kind === 'unknown');
  if (!sure && !(await confirmed(hop.name, presented.type, options, terminal))) {
    terminal.stderr('Nothing was pinned.\n');
    return false;
  }
  const [file] = hop.knownHostsFiles;
  await pinHostKey(file, hop, presented.key);
  terminal.stdout(`Pinned in ${file}.\n`);
  return true;
}

async function confirmed(
  name: string,
  type: string,
  options: TrustOptions,
  terminal: Cli['terminal'],
): Promise<boolean> {
  if (options.yes) {
    throw new FerrymanError(
      'usage',
      `--yes does not replace a key that is trusted already.`,
      `Compare the fingerprint, then: ferryman hosts trust ${name} --fingerprint SHA256:…`,
    );
  }
  if (!terminal.ask) {
    throw new FerrymanError(
      'usage',
      'Nobody is here to compare the fingerprint.',
      `Run it at a terminal, or: ferryman hosts trust ${name} --fingerprint SHA256:…`,
    );
  }
  const kind = type.replace(/^ssh-|^ecdsa-sha2-nistp\d+$/, (match) => (match === 'ssh-' ? '' : 'ecdsa'));
  terminal.stdout(`On the host's console: ssh-keygen -lf /etc/ssh/ssh_host_${kind}_key.pub\n`);
  const answer = await terminal.ask('Is it the same, and shall this key be trusted? [y/N] ');
  return /^\s*y(es)?\s*$/i.test(answer);
}

function withPrefix(fingerprint: string): string {
  const bare = fingerprint.replace(/^SHA256:/, '').replace(/=+$/, '');
  return `SHA256:${bare}`;
}
