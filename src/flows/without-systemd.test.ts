import { describe, expect, it } from 'vitest';

import { recordedHost } from '../../test/support/recorded-hosts.ts';
import { diagnoseSnapshot } from './diagnose.ts';
import { lacksSystemd, withoutSystemd } from './without-systemd.ts';

const commandsOf = (host: string) =>
  diagnoseSnapshot(recordedHost(host).snapshot).causes.flatMap(({ fix }) => fix?.commands ?? []);

describe('on a host without systemd', () => {
  it('no remedy asks for systemctl', () => {
    expect(lacksSystemd(recordedHost('alpine-daemon-json-invalid').snapshot)).toBe(true);
    expect(commandsOf('alpine-daemon-json-invalid')).toContain('service docker start');
    expect(commandsOf('alpine-daemon-json-invalid').join('\n')).not.toContain('systemctl');
  });

  it('what follows a command stays', () => {
    const commands = [
      'systemctl daemon-reload',
      'systemctl restart docker.service && docker start web',
      'systemctl restart docker   # makes its bridges anew',
    ];
    expect(withoutSystemd({ summary: '', commands, risk: '' }).commands).toEqual([
      'service docker restart && docker start web',
      'service docker restart   # makes its bridges anew',
    ]);
  });
});

it('a host with systemd keeps it', () => {
  expect(commandsOf('daemon-json-invalid')).toContain('systemctl start docker');
});
