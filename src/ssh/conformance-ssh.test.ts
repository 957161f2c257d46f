import { spawnSync } from 'node:child_process';
import { describe } from 'vitest';
import { conform } from '../../test/support/shell-conformance.ts';
import { sshdMissing, startSshd, type SshdOptions } from '../../test/support/sshd.ts';
import { createShellPool } from './pool.ts';

const overSsh =
  (options: SshdOptions, user = 'root') =>
  async () => {
    const sshd = await startSshd(options);
    const pool = createShellPool();
    const shell = await pool.open(sshd.target({ user }));
    const end = async () => {
      await pool.dispose();
      await sshd.stop();
    };
    return { shell, end };
  };

const has = (program: string) => !spawnSync(program, ['-c', 'true'], { stdio: 'ignore' }).error;
const userWith = (shell: string) => ({ users: [{ name: 'ferry', uid: 0, shell }] });
/** As on a host that has neither; what is bound over a program is not executable. */
const WITHOUT = 'for p in timeout setsid; do mount --bind /dev/null /usr/bin/$p; done';

if (sshdMissing !== undefined) console.log(`The conformance suite does not run over SSH: ${sshdMissing}.`);

describe.skipIf(sshdMissing !== undefined)('over SSH', () => {
  const dash = userWith('/bin/dash');
  conform({ name: 'SSH', open: overSsh(dash, 'ferry') });
  conform({
    name: 'one session a connection',
    open: overSsh({ ...dash, config: ['MaxSessions 1'] }, 'ferry'),
    brief: true,
  });
  conform({
    name: 'neither timeout nor setsid',
    open: overSsh({ ...dash, before: WITHOUT }, 'ferry'),
    brief: true,
  });
  for (const name of ['bash', 'csh', 'fish', 'zsh', 'mksh'].filter(has)) {
    conform({
      name: `${name} as login shell`,
      open: overSsh(userWith(`/usr/bin/${name}`), 'ferry'),
      brief: true,
    });
  }
});
