import { describe, expect, it } from 'vitest';
import { edited } from '../../test/support/recorded-hosts.ts';
import {
  planInputFor,
  preparedFor,
  storyAt,
  surroundingsWith,
  toldRefusal,
} from '../../test/support/planning.ts';
import { planBridge } from './bridge-plan.ts';
import type { PreparedChange } from './change.ts';
import { type EarlierChange, planRevertOf } from './revert.ts';
import type { Surroundings } from './surroundings.ts';

const AFTER = '{"bip": "192.168.64.1/24"}\n';

function earlier({ plan, stopFirst, change }: PreparedChange): EarlierChange {
  const newDevice = change.kind === 'bridge' ? { newDevice: change.newDevice } : {};
  return {
    plan,
    described: { stopFirst, change: { kind: change.kind, ...newDevice } },
    bytes: { after: Buffer.from(AFTER), back: Buffer.from('{"bip": "192.168.0.1/24"}\n') },
  };
}

const snapshot = storyAt('before');
const moved = earlier(preparedFor({ snapshot }));

function planned(change: EarlierChange, more: Partial<Surroundings> = {}, of = snapshot) {
  const input = planInputFor({ snapshot: of, surroundings: surroundingsWith(AFTER, more) });
  const plan = planRevertOf(change, input);
  return plan.kind === 'refused' ? toldRefusal(plan) : plan;
}

describe('the way back of a change that was kept', () => {
  it('says everything that is run, in the order in which it is', () => {
    const plan = planned(moved);
    if (plan.kind === 'refused') throw new Error(plan.because.join(' '));
    expect(plan.steps.map(({ command }) => command)).toEqual([
      'systemd-run --on-active=300 --timer-property=AccuracySec=1s sh /var/lib/ferryman/changes/abcdefgh1234/change.sh undo',
      'mv -f /etc/docker/daemon.json.ferryman-abcdefgh1234.back /etc/docker/daemon.json',
      'systemctl reset-failed docker.service docker.socket; systemctl restart docker.service',
      'rm -f /etc/docker/daemon.json',
      expect.stringMatching(/^docker start /),
      'ip -o -4 addr show; ip route get <container>; docker ps',
      'sh /var/lib/ferryman/changes/abcdefgh1234/change.sh confirm',
    ]);
    expect(plan.file?.diff.slice(0, 2)).toEqual(['--- /etc/docker/daemon.json', '+++ /dev/null']);
  });

  it("takes a bridge of one's own away, and has its unit make it again should that fail", () => {
    const plan = planned(earlier(preparedFor({ snapshot }, planBridge)));
    if (plan.kind === 'refused') throw new Error(plan.because.join(' '));
    expect(plan.steps.map(({ command }) => command)).toContainEqual(
      expect.stringContaining('ip link del dev br-ferryman'),
    );
    expect(plan.undoSteps[0]?.command).toContain('systemctl start br-ferryman');
  });

  it('restarts Docker no more than the change itself would: a container with --rm would be deleted', () => {
    const inspect = edited(snapshot, 'docker-inspect', /"AutoRemove":\s*false/, '"AutoRemove":true');
    expect(planned(moved, {}, inspect)).toMatchObject({
      kind: 'refused',
      because: [expect.stringContaining('started with --rm')],
    });
  });

  it('is refused where the file became immutable since', () => {
    const { file } = surroundingsWith(AFTER);
    expect(planned(moved, { file: { ...file, immutable: true } })).toMatchObject({
      kind: 'refused',
      because: [expect.stringContaining('immutable bit')],
    });
  });
});
