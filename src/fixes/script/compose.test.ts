import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { bipChange } from '../../../test/support/prepared-change.ts';
import { composeChange } from './compose.ts';

const PREPARED = bipChange('abcdefgh12', "/etc/docker/it's $(here).json");

/** Those that this machine has. */
const shells = [['sh'], ['bash'], ['dash'], ['busybox', 'ash']].filter(
  ([program = 'sh', ...words]) => spawnSync(program, [...words, '-c', 'true']).status === 0,
);

describe('the script of a change', () => {
  it.each(shells)('is understood by %s', (...shell) => {
    const [program = 'sh', ...words] = shell;
    const { status, stderr } = spawnSync(program, [...words, '-n'], {
      input: composeChange(PREPARED),
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  it('runs nothing that stands in the name of a bridge', () => {
    const { plan, ...rest } = PREPARED;
    const script = composeChange({
      ...rest,
      plan: { ...plan, bridge: { device: 'br0\nreboot', network: 'x' } },
    });
    expect(script.split('\n').filter((line) => line.startsWith('reboot'))).toEqual([]);
  });

  it('takes no character of a value for a word of its own', () => {
    expect(composeChange(PREPARED)).toContain(`FILE='/etc/docker/it'\\''s $(here).json'`);
  });
});
