import { expect, test } from 'vitest';

import { firewalld } from './firewalld.ts';

const parse = (stdout: string) => firewalld.parse({ stdout, stderr: '', code: 0, argv: [] });

test('when it started and what it said since boot is read', () => {
  // firewalld's words as quoted in moby/moby#16137; the form is journalctl's short-unix.
  const stdout = `LoadState=loaded
ActiveState=active
ActiveEnterTimestampMonotonic=8123456
1542855612.123456 hz-shop firewalld[812]: ERROR: COMMAND_FAILED: '/sbin/iptables -w2 -t nat -n -L DOCKER' failed: iptables: No chain/target/match by that name.
`;
  expect(parse(stdout)).toEqual({
    kind: 'value',
    value: {
      active: true,
      activeEnteredSeconds: 8.123456,
      lines: [{ at: 1_542_855_612, text: expect.stringContaining('firewalld[812]: ERROR: COMMAND_FAILED') }],
    },
    unread: [],
  });
});

test('a host without it is a host on which it does not run', () => {
  const stdout = 'LoadState=not-found\nActiveState=inactive\nActiveEnterTimestampMonotonic=0\n';
  expect(parse(stdout)).toMatchObject({ value: { active: false, lines: [] } });
});
