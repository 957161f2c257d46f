import type { Argv, Fact } from './fact.ts';
import { linesOf, unlessFailed, value, wholeNumber, withoutUndefined } from './parsed.ts';

/** A file or directory of the host that is mounted into a container. */
export interface BindSource {
  readonly path: string;
  readonly kind: 'file' | 'directory' | 'missing' | 'other' | 'denied';
  /** Of a directory: nothing is in it. */
  readonly empty?: boolean;
  readonly uid?: number;
  readonly gid?: number;
  /** Octal: `755`. */
  readonly mode?: string;
  /** Seconds since 1970: when it was made, where the file system knows, or when its entries last changed. */
  readonly madeAt?: number;
  readonly changedAt?: number;
  /** SELinux' label, where SELinux enforces: `unconfined_u:object_r:user_home_t:s0`. */
  readonly label?: string;
}

const SCRIPT = `enforced=$(cat /sys/fs/selinux/enforce 2>/dev/null)
for p; do
  if [ -d "$p" ]; then
    kind=directory
    if [ -r "$p" ] && [ -x "$p" ]; then [ -n "$(ls -A "$p" 2>/dev/null | head -n 1)" ] && full=full || full=empty; else full=unseen; fi
  elif [ -f "$p" ]; then kind=file full=-
  elif [ -e "$p" ]; then kind=other full=-
  elif above=\${p%/*}; [ -d "\${above:-/}" ] && ! [ -x "\${above:-/}" ]; then kind=denied full=-
  else kind=missing full=-; fi
  label=-
  [ "$enforced" = 1 ] && label=$(ls -dZ "$p" 2>/dev/null | tr -s ' ' '\\n' | grep -m 1 ':.*:')
  printf '%s %s %s %s %s\\n' "$kind" "$full" "$(stat -c '%u %g %a %W %Z' "$p" 2>/dev/null || echo '- - - - -')" "\${label:--}" "$p"
done`;

export function askBindSources(paths: readonly string[]): Argv {
  return ['sh', '-c', SCRIPT, 'sh', ...paths];
}

/**
 *     directory empty 0 0 755 1542856504 1542856504 - /srv/shop/conf
 *     missing - - - - - - - /mnt/data/uploads
 */
export const bindSources: Fact<'bind-sources', readonly BindSource[]> = {
  id: 'bind-sources',
  title: 'what troubled containers mount from the host',
  read: { kind: 'question' },
  parse: unlessFailed((raw) => {
    const found: BindSource[] = [];
    const unread: string[] = [];
    for (const line of linesOf(raw.stdout)) {
      const row = ROW.exec(line)?.groups;
      if (row === undefined) unread.push(line);
      else found.push(parseRow(row));
    }
    return value(found, unread);
  }),
};

const ROW =
  /^(?<kind>file|directory|missing|other|denied) (?<full>full|empty|unseen|-) (?<uid>\S+) (?<gid>\S+) (?<mode>\S+) (?<made>\S+) (?<changed>\S+) (?<label>\S+) (?<path>\/.*)$/;

const KINDS = ['file', 'directory', 'missing', 'other', 'denied'] as const;

function parseRow(row: Readonly<Record<string, string | undefined>>): BindSource {
  const { path = '', full, uid, gid, mode, made, changed, label } = row;
  return withoutUndefined({
    path,
    kind: KINDS.find((kind) => kind === row['kind']) ?? ('other' as const),
    empty: full === 'full' || full === 'empty' ? full === 'empty' : undefined,
    uid: wholeNumber(uid),
    gid: wholeNumber(gid),
    mode: mode === '-' ? undefined : mode,
    // 0 or `?`: this file system or this stat does not know.
    madeAt: wholeNumber(made) || undefined,
    changedAt: wholeNumber(changed) || undefined,
    label: label === '-' || label === '?' ? undefined : label,
  });
}
