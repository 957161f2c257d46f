import type { Host } from '../../hosts/host.ts';
import type { UntoldProof } from '../../fixes/untold.ts';
import type { FixPlan } from '../../report/fix.ts';
import { say } from '../../text/say.ts';
import { openShell, type Shells } from '../open-shell.ts';

/** Whether the units run that stop with Docker; nothing where there are none. */
export async function proveUnits(
  host: Host,
  { units = [] }: Pick<FixPlan, 'units'>,
  shells: Shells,
): Promise<readonly UntoldProof[]> {
  if (units.length === 0) return [];
  const shell = await openShell(host, shells);
  try {
    const { stdout } = await shell.run({ argv: ['systemctl', 'is-active', ...units] });
    const states = stdout.trim().split('\n');
    return units.map((unit, index) => {
      const after = states[index] ?? say`unknown`;
      return { what: unit, before: 'active', after, ok: after === 'active' };
    });
  } finally {
    await shell.close();
  }
}
