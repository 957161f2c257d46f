import { say, type Said } from '../text/say.ts';
import type { ImportContext } from './import-context.ts';
import type { HostDraft, JumpDraft } from './draft.ts';
import { splitWords } from './ansible-words.ts';
import { parseJumps } from './ssh-config-jumps.ts';
import type { JumpSpec } from './ssh-config-jumps.ts';

/** The bastions that `ansible_ssh_common_args` names (`-J a,b`, `-o ProxyJump=a`); a sentence where it cannot be followed. */
export function jumpsInSshArgs(args: string): readonly JumpSpec[] | Said {
  const words = splitWords(args);
  if (!words) return say`its ansible_ssh_common_args has an open quote`;
  // `-oKey=value` and `-Jhost` are the same as two words.
  const flat = words.flatMap((word) => (/^-[oJ]./.test(word) ? [word.slice(0, 2), word.slice(2)] : [word]));
  let value: string | undefined;
  for (const [index, word] of flat.entries()) {
    const next = flat[index + 1] ?? '';
    if (word === '-J') value = next;
    if (word !== '-o') continue;
    const [, key = '', setting = ''] = /^\s*(\w+)[\s=]+(.*)$/.exec(next) ?? [];
    if (key.toLowerCase() === 'proxycommand') {
      return say`the ProxyCommand of its ansible_ssh_common_args is not run: name the bastion with -J instead`;
    }
    if (key.toLowerCase() === 'proxyjump') value = setting;
  }
  if (value === undefined || value.toLowerCase() === 'none') return [];
  return parseJumps(value) ?? say`the jump host in its ansible_ssh_common_args cannot be read`;
}

/** A hop that is itself in the inventory goes by its name; any other is taken as it is written. */
export function ansibleJump(
  specs: readonly JumpSpec[],
  isHost: (name: string) => boolean,
  context: ImportContext,
  source: string,
): JumpDraft | undefined {
  let jump: JumpDraft | undefined;
  for (const [index, { alias, override }] of specs.entries()) {
    if (index === 0 && override.user === undefined && override.port === undefined && isHost(alias)) {
      jump = { kind: 'named', name: alias };
      continue;
    }
    const host: HostDraft = {
      name: alias,
      via: {
        kind: 'ssh',
        address: alias,
        port: override.port ?? 22,
        user: override.user ?? context.user,
        identityFiles: [],
        knownHostsFiles: context.knownHosts,
        ...(jump && { jump }),
      },
      tags: [],
      needs: [],
      source,
    };
    jump = { kind: 'spelled-out', host };
  }
  return jump;
}
