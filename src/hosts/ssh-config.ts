import { existsSync } from 'node:fs';
import { Said, say } from '../text/say.ts';
import { isAddress, isPort } from './address.ts';
import type { HostDraft, Imported, JumpDraft, SshDraft } from './draft.ts';
import type { ImportContext } from './import-context.ts';
import { isHostName, type RefusedHost } from './inventory.ts';
import { matchesPatternList } from './path-glob.ts';
import { parseJumps } from './ssh-config-jumps.ts';
import type { JumpSpec } from './ssh-config-jumps.ts';
import { SshConfigBroken, readSshConfigLines } from './ssh-config-lines.ts';
import type { SshConfigLine } from './ssh-config-lines.ts';
import { expandTokens } from './ssh-config-tokens.ts';
import { settingsFor } from './ssh-config-settings.ts';
import type { SshConfigSettings } from './ssh-config-settings.ts';

/**
 * Hosts of an OpenSSH client configuration: every name that a `Host` line spells out. No command of the file is ever run,
 * host keys are verified whatever it says, and what is not followed is named in the notes.
 */
export async function importSshConfig(file: string, context: ImportContext): Promise<Imported> {
  const notes = new Set<string>();
  const lines = await readSshConfigLines(file, context).catch((error: unknown) => {
    if (error instanceof SshConfigBroken) return error;
    throw error;
  });
  if (lines instanceof SshConfigBroken) {
    return {
      drafts: [],
      refused: [],
      notes: [],
      broken: [{ file: context.show(file), line: 1, says: lines.message }],
    };
  }
  const names = namesIn(lines);
  const reader: Reader = { lines, names, context, note: (text) => notes.add(text) };
  const drafts: HostDraft[] = [];
  const refused: RefusedHost[] = [];
  for (const [name, source] of names) {
    if (!isHostName(name)) {
      notes.add(`${source}: ${JSON.stringify(name)} is left out, it is no host name that Ferryman takes`);
      continue;
    }
    const via = sshFor(name, {}, reader, [name]);
    if (via instanceof Said) refused.push({ name, because: via, source });
    else drafts.push({ name, via, tags: [], needs: [], source });
  }
  return { drafts, refused, notes: [...notes], broken: [] };
}

interface Reader {
  readonly lines: readonly SshConfigLine[];
  readonly names: ReadonlyMap<string, string>;
  readonly context: ImportContext;
  readonly note: (text: string) => void;
}

/** Name → the line that spells it out first. A pattern (`*`, `?`, `!`) names no host. */
function namesIn(lines: readonly SshConfigLine[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const { keyword, values, conditions, source } of lines) {
    if (keyword !== 'host') continue;
    for (const name of values) {
      if (/[*?!]/.test(name) || names.has(name)) continue;
      // Inside an included file the outer block has to hold as well.
      const applies = conditions.every(
        (condition) => condition.kind === 'match' || matchesPatternList(name, condition.patterns),
      );
      if (applies) names.set(name, source);
    }
  }
  return names;
}

/** A sentence where the entry cannot be used. `chain` is the way that led here, to notice a circle. */
function sshFor(
  alias: string,
  override: JumpSpec['override'],
  reader: Reader,
  chain: readonly string[],
): SshDraft | Said {
  const { context, note } = reader;
  const settings = settingsFor(alias, reader.lines, context.user, note);
  const one = (keyword: string): string | undefined => settings.first.get(keyword)?.[0];
  const command = settings.first.get('proxycommand');
  if (command && command[0]?.toLowerCase() !== 'none') {
    return say`its ProxyCommand is not run: name the bastion with ProxyJump instead`;
  }
  const port = override.port ?? Number(one('port') ?? 22);
  if (!isPort(port)) return say`${JSON.stringify(one('port'))} is no port`;
  if (!isAddress(settings.hostName)) return say`${JSON.stringify(settings.hostName)} is no address`;
  const user = override.user ?? one('user') ?? context.user;
  const hostKeyAlias = one('hostkeyalias');
  const jump = jumpFor(alias, one('proxyjump'), reader, chain);
  if (jump instanceof Said) return jump;
  noteIgnored(alias, settings, reader);
  const tokens = { ...context, alias, hostName: settings.hostName, port, remoteUser: user };
  return {
    kind: 'ssh',
    address: settings.hostName,
    port,
    user,
    identityFiles: identityFiles(settings, (path) => expandTokens(path, tokens), alias, note),
    knownHostsFiles: knownHosts(settings, (path) => expandTokens(path, tokens), context),
    ...(hostKeyAlias !== undefined && { hostKeyAlias }),
    ...(jump && { jump }),
  };
}

function jumpFor(
  alias: string,
  value: string | undefined,
  reader: Reader,
  chain: readonly string[],
): JumpDraft | Said | undefined {
  if (value === undefined || value.toLowerCase() === 'none') return undefined;
  const specs = parseJumps(value);
  if (!specs) return say`its ProxyJump ${JSON.stringify(value)} cannot be read`;
  // `Host *` with a ProxyJump covers the bastion as well; OpenSSH does not jump from a host to itself either.
  if (specs.length === 1 && specs[0]?.alias === alias) return undefined;
  let jump: JumpDraft | undefined;
  for (const [index, { alias: hop, override }] of specs.entries()) {
    const plain = index === 0 && override.user === undefined && override.port === undefined;
    if (plain && reader.names.has(hop) && isHostName(hop)) {
      jump = { kind: 'named', name: hop };
      continue;
    }
    if (chain.includes(hop)) return say`its ProxyJump goes in a circle: ${[...chain, hop].join(' → ')}`;
    const via = sshFor(hop, override, reader, [...chain, hop]);
    if (via instanceof Said) return say`its jump host ${hop} cannot be used: ${via}`;
    const { jump: own, ...rest } = via;
    // In `a,b` the way to b leads over a, whatever b's own entry says.
    const before = index === 0 ? own : jump;
    const source = reader.names.get(hop) ?? reader.names.get(alias) ?? reader.context.show('ssh config');
    const draft = {
      name: hop,
      via: { ...rest, ...(before && { jump: before }) },
      tags: [],
      needs: [],
      source,
    };
    jump = { kind: 'spelled-out', host: draft };
  }
  return jump;
}

function identityFiles(
  settings: SshConfigSettings,
  expand: (path: string) => string | undefined,
  alias: string,
  note: (text: string) => void,
): string[] {
  return settings.identityFiles.flatMap((written) => {
    if (written.toLowerCase() === 'none') return [];
    const path = expand(written);
    if (path !== undefined && existsSync(path)) return [path];
    note(`${alias}: IdentityFile ${written} is left out, there is no such file`);
    return [];
  });
}

/** A pinned key has to stay: /dev/null and `none` give way to the usual files. */
function knownHosts(
  settings: SshConfigSettings,
  expand: (path: string) => string | undefined,
  context: ImportContext,
): readonly [string, ...string[]] {
  const written = settings.first.get('userknownhostsfile') ?? [];
  const paths = written
    .filter((path) => path !== '/dev/null' && path.toLowerCase() !== 'none')
    .flatMap((path) => expand(path) ?? []);
  const [first, ...others] = paths;
  return first === undefined ? context.knownHosts : [first, ...others, ...context.knownHosts.slice(1)];
}

const ignored: readonly (readonly [keyword: string, harmless: RegExp, text: string])[] = [
  [
    'identityagent',
    /^(none|ssh_auth_sock)$/i,
    'IdentityAgent is ignored, the agent of SSH_AUTH_SOCK is asked',
  ],
  [
    'stricthostkeychecking',
    /^(yes|ask)$/i,
    'StrictHostKeyChecking is ignored, host keys are always verified',
  ],
  ['canonicalizehostname', /^no$/i, 'CanonicalizeHostname is ignored, HostName is used as written'],
  ['certificatefile', /^none$/i, 'CertificateFile is ignored, SSH certificates are not supported'],
];

function noteIgnored(alias: string, settings: SshConfigSettings, { note }: Reader): void {
  for (const [keyword, harmless, text] of ignored) {
    const value = settings.first.get(keyword)?.[0];
    if (value !== undefined && !harmless.test(value)) note(`${alias}: ${text}`);
  }
}
