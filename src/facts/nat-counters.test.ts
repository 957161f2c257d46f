import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

import { askNatCounters } from './nat-counters.ts';

/** The question on a host whose iptables has this version and whose kernel lists these tables (undefined: it has no such list). */
function ask(version: string, tables: string | undefined): string {
  const folder = mkdtempSync(join(tmpdir(), 'ferryman-nat-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, line] of [
    ['iptables', `echo '${version}'`],
    ['iptables-save', 'echo "iptables-save $*"'],
  ] as const) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${line}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  const list = join(folder, 'ip_tables_names');
  if (tables !== undefined) writeFileSync(list, tables);
  const [program, ...args] = askNatCounters(list);
  return execFileSync(program, args, { encoding: 'utf8', env: { PATH: `${folder}:/usr/bin:/bin` } });
}

// What iptables -V says on Debian 12 with iptables-legacy chosen, and on CentOS 7.
test.each(['iptables v1.8.9 (legacy)', 'iptables v1.4.21'])(
  'a legacy table that is not loaded is not loaded by asking: %s',
  (version) => {
    expect(ask(version, 'mangle\nfilter\n')).toBe('');
    expect(ask(version, undefined)).toBe('');
    expect(ask(version, 'nat\nfilter\n')).toBe('iptables-save -c -t nat\n');
  },
);

test('over nf_tables nothing can be loaded by asking', () => {
  expect(ask('iptables v1.8.9 (nf_tables)', undefined)).toBe('iptables-save -c -t nat\n');
});
