import { z } from 'zod';
import type { EarlierChange } from '../../fixes/revert.ts';
import { FixPlan } from '../../report/fix.ts';
import type { Shell } from '../../ssh/shell.ts';
import { askChange, CHANGES, readStored, runAsRoot } from './on-host.ts';

/** What `change.json` holds of interest. */
const Described = z
  .looseObject({
    stopFirst: z.boolean(),
    change: z.looseObject({ kind: z.enum(['bip', 'bridge', 'network']), newDevice: z.string().optional() }),
  })
  .transform(({ stopFirst, change: { kind, newDevice } }) => ({
    stopFirst,
    change: { kind, ...(newDevice !== undefined && { newDevice }) },
  }));

/** The one of this id, else the last; undefined where there is none that was kept and can be read. */
export async function readEarlierChange(shell: Shell, id?: string): Promise<EarlierChange | undefined> {
  const chosen = id ?? (await lastConfirmed(shell));
  if (chosen === undefined || !/^[a-z0-9]{8,32}$/.test(chosen)) return undefined;
  const journal = await askChange(shell, chosen);
  if (journal?.state !== 'confirmed') return undefined;
  const plan = FixPlan.safeParse(jsonOf(await readStored(shell, chosen, 'plan.json')));
  const described = Described.safeParse(jsonOf(await readStored(shell, chosen, 'change.json')));
  if (!plan.success || !described.success) return undefined;
  const [before, after, back] = [
    await bytesOf(shell, chosen, 'daemon.json.before'),
    await bytesOf(shell, chosen, 'daemon.json.after'),
    await bytesOf(shell, chosen, 'daemon.json.back'),
  ];
  return {
    plan: plan.data,
    described: described.data,
    bytes: { ...(before && { before }), after: after ?? Buffer.alloc(0), back: back ?? Buffer.alloc(0) },
  };
}

/** Reverts are changes too: what they took back is not there to be taken back again. */
const LAST = `cd "$1" 2>/dev/null || exit 0
for state in $(ls -t */state.confirmed 2>/dev/null); do
  id=\${state%/*}
  grep -q "^TAKES_BACK=''" "$id/change.sh" || continue
  for other in */state.confirmed; do
    grep -q "^TAKES_BACK='$id'" "\${other%/*}/change.sh" && continue 2
  done
  printf '%s' "$id"
  exit 0
done`;

async function lastConfirmed(shell: Shell): Promise<string | undefined> {
  const { said } = await runAsRoot(shell, ['-c', LAST, 'last', CHANGES], '', 30_000);
  return said === '' ? undefined : said;
}

async function bytesOf(shell: Shell, id: string, name: string): Promise<Buffer | undefined> {
  const { code, said } = await runAsRoot(
    shell,
    ['-c', '[ -e "$1" ] && base64 <"$1"', 'bytes', `${CHANGES}/${id}/${name}`],
    '',
    30_000,
  );
  return code === 0 ? Buffer.from(said, 'base64') : undefined;
}

function jsonOf(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
