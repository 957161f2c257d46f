import { readFile } from 'node:fs/promises';
import { dirname, extname, join, resolve } from 'node:path';
import { Said, say } from '../text/say.ts';
import { isAddress, isPort } from './address.ts';
import type { AnsibleGroups } from './ansible-groups.ts';
import { parseAnsibleIni } from './ansible-ini.ts';
import { ansibleJump, jumpsInSshArgs } from './ansible-ssh-args.ts';
import { parseAnsibleYaml } from './ansible-yaml.ts';
import type { HostDraft, Imported } from './draft.ts';
import type { ImportContext } from './import-context.ts';
import { isHostName, type RefusedHost } from './inventory.ts';

/**
 * Hosts of an Ansible inventory file, YAML or INI; groups become tags. A static file is read and nothing is run: no
 * inventory script, no plugin, no template, no vault.
 */
export async function importAnsible(file: string, context: ImportContext): Promise<Imported> {
  const shown = context.show(file);
  const text = await readFile(file, 'utf8');
  if (text.startsWith('#!')) {
    const says =
      'is a program, and Ferryman runs none: save what `ansible-inventory --list -y` prints, and name that file';
    return { drafts: [], refused: [], notes: [], broken: [{ file: shown, line: 1, says }] };
  }
  const inventory = parseAnsible(text, extname(file));
  const drafts: HostDraft[] = [];
  const refused: RefusedHost[] = [];
  for (const [name, { line }] of inventory.hosts) {
    const source = `${shown}:${line}`;
    const draft = toDraft(name, inventory, source, dirname(file), context);
    if (draft instanceof Said) refused.push({ name, because: draft, source });
    else drafts.push(draft);
  }
  return { drafts, refused, notes: [], broken: inventory.broken.map((entry) => ({ file: shown, ...entry })) };
}

/** By its extension; where it has none, YAML if it is a mapping, as Ansible tries it. */
export function parseAnsible(text: string, extension: string): AnsibleGroups {
  const named = ['.yml', '.yaml', '.json'].includes(extension);
  const yaml = named || extension === '' ? parseAnsibleYaml(text) : undefined;
  return yaml ?? parseAnsibleIni(text);
}

/** A sentence where the host cannot be used. */
function toDraft(
  name: string,
  inventory: AnsibleGroups,
  source: string,
  folder: string,
  context: ImportContext,
): HostDraft | Said {
  if (!isHostName(name)) return say`its name is none that Ferryman takes: letters, digits, . _ -`;
  const vars = inventory.varsOf(name);
  const site = vars.get('ferryman_site');
  const rest = {
    name,
    tags: inventory.groupsOf(name).toSorted(),
    needs: [],
    source,
    ...(site !== undefined && { site }),
  };
  const connection = vars.get('ansible_connection') ?? 'ssh';
  if (connection === 'local') return { ...rest, via: { kind: 'local' } };
  if (!['ssh', 'smart', 'paramiko', 'paramiko_ssh'].includes(connection)) {
    return say`it is reached by ${JSON.stringify(connection)}, and Ferryman speaks SSH only`;
  }
  const one = (...keys: string[]): string | undefined =>
    keys.map((key) => vars.get(key)).find((value) => value !== undefined);
  const address = one('ansible_host', 'ansible_ssh_host') ?? name;
  const port = one('ansible_port', 'ansible_ssh_port') ?? '22';
  const user = one('ansible_user', 'ansible_ssh_user') ?? context.user;
  const key = one('ansible_private_key_file', 'ansible_ssh_private_key_file');
  const args = [vars.get('ansible_ssh_common_args'), vars.get('ansible_ssh_extra_args')].join(' ');
  for (const value of [address, port, user, key, args]) {
    if (value?.includes('{{'))
      return say`one of its connection settings is a template, and Ferryman fills in none`;
    if (value?.startsWith('$ANSIBLE_VAULT')) return say`one of its connection settings is in a vault`;
  }
  if (!isAddress(address)) return say`${JSON.stringify(address)} is no address`;
  if (!isPort(Number(port))) return say`${JSON.stringify(port)} is no port`;
  const jumps = jumpsInSshArgs(args);
  if (jumps instanceof Said) return jumps;
  const jump = ansibleJump(jumps, (hop) => inventory.hosts.has(hop), context, source);
  return {
    ...rest,
    via: {
      kind: 'ssh',
      address,
      port: Number(port),
      user,
      identityFiles: key === undefined ? [] : [keyPath(key, folder, context)],
      knownHostsFiles: context.knownHosts,
      ...(jump && { jump }),
    },
  };
}

function keyPath(key: string, folder: string, { home }: ImportContext): string {
  return key.startsWith('~/') ? join(home, key.slice(1)) : resolve(folder, key);
}
