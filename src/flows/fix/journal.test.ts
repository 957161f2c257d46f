import { describe, expect, it } from 'vitest';
import { readJournal } from './journal.ts';
import { english } from '../../text/reader.ts';
import { whyNot, whyNotBegun } from './why-not.ts';

/** Printed by a host (Debian 12, Docker 20.10.24) whose dockerd did not take the new configuration; ids shortened. */
const REFUSED = `state undone
fence 1
now 1795380909
deadline 1795380955
why the change did not succeed
log
@ 1795380895 38112.10 - state armed
@ 1795380896 38112.61 - containers lose their connections
@ 1795380897 38113.94 1 systemctl restart docker.service
| Job for docker.service failed because the control process exited with error code.
| See "systemctl status docker.service" and "journalctl -xeu docker.service" for details.
@ 1795380897 38113.97 - state undoing
@ 1795380898 38115.02 0 systemctl restart docker.service
@ 1795380908 38125.48 - all containers are back
@ 1795380909 38125.55 - state undone
`;

describe("a host's record of a change", () => {
  it('tells where it stands, how long Docker was away and what ran', () => {
    const journal = readJournal(REFUSED);
    expect(journal).toMatchObject({
      state: 'undone',
      fence: 1,
      secondsLeft: 46,
      downtimeSeconds: 12.9,
      lost: [],
    });
    expect(journal?.commands.find(({ code }) => code === 1)).toEqual({
      at: '2026-11-22T20:54:57.000Z',
      command: 'systemctl restart docker.service',
      code: 1,
      output: expect.stringMatching(/^Job for docker\.service failed.*\nSee "systemctl/s),
    });
  });

  it('names the command that failed as the reason of an undo', () => {
    const journal = readJournal(REFUSED);
    expect(journal && english.tell(whyNot(journal))).toBe(
      'the change did not succeed: systemctl restart docker.service ended with 1 (Job for docker.service failed because the control process exited with error code.)',
    );
  });

  it('counts each time that Docker was away, and not the time between', () => {
    const twice = REFUSED.replace(
      '@ 1795380897 38113.97 - state undoing',
      '@ 1795380900 38116.61 - all containers are back\n@ 1795380930 38146.00 - containers lose their connections',
    ).replace('38125.48 - all containers are back', '38150.00 - all containers are back');
    expect(readJournal(twice)?.downtimeSeconds).toBe(8);
  });

  it('is nothing where the host printed something else', () => {
    expect(readJournal('sudo: a password is required')).toBeUndefined();
    expect(readJournal('')).toBeUndefined();
  });

  it('tells why the host would not begin', () => {
    const journal = readJournal(`state abandoned
fence 1
now 1795380909
log
@ 1795380895 38112.10 0 systemd-run --unit=ferryman-undo-abcdefgh12-812-3811210
@ 1795380896 38112.61 1 /usr/bin/dockerd --validate --config-file /etc/docker/daemon.json.ferryman-abcdefgh12.after
| unable to configure the Docker daemon with file: the following directives don't match any configuration option: bipp
@ 1795380897 38113.97 - state abandoned
@ 1795380897 38113.99 1 systemctl stop ferryman-undo-abcdefgh12-*.timer
`);
    expect(english.tell(whyNotBegun(journal ?? { commands: [] }) ?? '')).toMatch(
      /^\/usr\/bin\/dockerd --validate .* ended with 1 \(unable to configure .* bipp\)$/,
    );
  });
});
