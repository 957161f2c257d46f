import { describe, expect, it } from 'vitest';
import { edited, recordedHost } from '../../test/support/recorded-hosts.ts';
import { planFor, preparedFor, storyAt, surroundingsWith } from '../../test/support/planning.ts';

const snapshot = storyAt('before');
const story = preparedFor({ snapshot });

describe('the plan for the story’s host', () => {
  it('moves docker0 to a free range and shows the one line that changes', () => {
    expect(story.plan).toMatchObject({
      method: 'bip',
      from: '192.168.0.1/24',
      to: '172.31.255.1/24',
      options: { method: 'bip', network: 'bridge', subnet: '172.31.255.1/24' },
      expiresAt: '2026-11-22T12:15:00.000Z',
      file: {
        path: '/etc/docker/daemon.json',
        existed: true,
        diff: [
          '--- /etc/docker/daemon.json',
          '+++ /etc/docker/daemon.json',
          '@@ -1,1 +1,1 @@',
          '-{"bip": "192.168.0.1/24"}',
          '+{"bip": "172.31.255.1/24"}',
        ],
      },
    });
  });

  it('says of each container what becomes of it', () => {
    const told = story.plan.affected.map(({ name, restartPolicy, ports, startedByFix, newAddress }) => ({
      name,
      restartPolicy,
      ports,
      startedByFix,
      newAddress,
    }));
    expect(told).toEqual([
      {
        name: 'portainer',
        restartPolicy: 'always',
        ports: ['30003/tcp'],
        startedByFix: false,
        newAddress: true,
      },
      { name: 'topapi', restartPolicy: 'no', ports: ['30001/tcp'], startedByFix: true, newAddress: false },
    ]);
    expect(story.plan.steps.map(({ command }) => command)).toEqual([
      'cp -a /etc/docker/daemon.json /var/lib/ferryman/changes/abcdefgh1234/daemon.json.before',
      'systemd-run --on-active=300 --timer-property=AccuracySec=1s sh /var/lib/ferryman/changes/abcdefgh1234/change.sh undo',
      'mv -f /etc/docker/daemon.json.ferryman-abcdefgh1234.after /etc/docker/daemon.json',
      'systemctl reset-failed docker.service docker.socket; systemctl restart docker.service',
      'docker start topapi',
      'ip -o -4 addr show; ip route get <container>; docker ps',
      'sh /var/lib/ferryman/changes/abcdefgh1234/change.sh confirm',
    ]);
  });

  it('takes the change back by the address that Docker had, since Docker remembers the last one', () => {
    expect(story.change).toMatchObject({
      kind: 'bip',
      file: { back: Buffer.from('{"bip": "192.168.0.1/24"}\n') },
    });
    const without = preparedFor({ snapshot, surroundings: surroundingsWith(undefined) });
    expect(without.change).toMatchObject({
      file: {
        after: Buffer.from('{\n  "bip": "172.31.255.1/24"\n}\n'),
        back: Buffer.from('{\n  "bip": "192.168.0.1/24"\n}\n'),
      },
    });
    expect('file' in without.change && 'before' in without.change.file).toBe(false);
    expect(without.plan.file).toMatchObject({
      existed: false,
      diff: expect.arrayContaining(['--- /dev/null']),
    });
    expect(without.plan.undo.steps.map(({ command }) => command)).toContain('rm -f /etc/docker/daemon.json');
  });

  it('keeps the keys that are there and masks what is nobody’s business', () => {
    const text = '{\n  "bip": "192.168.0.1/24",\n  "http-proxy": "http://me:hunter2@proxy:3128"\n}\n';
    const { plan, change } = preparedFor({ snapshot, surroundings: surroundingsWith(text) });
    expect('file' in change && change.file.after.toString()).toBe(
      text.replace('192.168.0.1', '172.31.255.1'),
    );
    expect(plan.file?.diff).toContain('+  "bip": "172.31.255.1/24",');
    expect(JSON.stringify(plan)).not.toContain('hunter2');
  });
});

describe('live-restore', () => {
  const live = {
    ...snapshot,
    readings: {
      ...snapshot.readings,
      'docker-info': withText('docker-info', '"LiveRestoreEnabled":false', '"LiveRestoreEnabled":true'),
    },
  };

  it('keeps a bridge as it is while a container runs, so all are stopped first and started again, and the plan says so', () => {
    const { plan, stopFirst } = preparedFor({ snapshot: live });
    expect(stopFirst).toBe(true);
    expect(plan.steps.map(({ command }) => command)).toEqual(
      expect.arrayContaining(['docker stop -t 10 portainer topapi', 'docker start portainer topapi']),
    );
    expect(plan.warnings[0]).toContain('live-restore');
  });
});

const times = (processes: ReturnType<typeof surroundingsWith>['processes']) =>
  preparedFor({
    snapshot,
    surroundings: surroundingsWith('{"bip": "192.168.0.1/24"}\n', { processes }),
  }).plan.downtimeSeconds;

describe('how long it takes', () => {
  const [portainer, topapi] = story.containers;
  it('is the stop of the slowest and the start of Docker', () => {
    const quick = { catchesTerm: true };
    expect(times({ [portainer?.id ?? '']: quick, [topapi?.id ?? '']: quick })).toEqual({ least: 2, most: 8 });
    const deaf = { catchesTerm: false };
    expect(times({ [portainer?.id ?? '']: deaf, [topapi?.id ?? '']: quick })).toEqual({
      least: 12,
      most: 16,
    });
    const slow = { catchesTerm: false, stopSeconds: 60 };
    expect(times({ [portainer?.id ?? '']: slow, [topapi?.id ?? '']: deaf })).toEqual({ least: 62, most: 66 });
  });

  it('is a guess of Docker’s default where nobody could look', () => {
    expect(times({})).toEqual({ least: 2, most: 16 });
  });
});

it('a container that restarts over and over is told and held to nothing', () => {
  const looping = edited(snapshot, 'docker-inspect', '"Restarting":false', '"Restarting":true');
  const { plan, containers } = preparedFor({ snapshot: looping });
  expect(containers).toEqual([]);
  expect(plan.warnings).toContainEqual(
    'topapi and portainer restart over and over already; the change is not judged by them.',
  );
});

describe('on CentOS 7', () => {
  it('the address is a flag, so the plan is refused with the lines to change by hand', () => {
    expect(planFor({ snapshot: recordedHost('centos-7-the-story').snapshot })).toMatchObject({
      kind: 'refused',
      because: [expect.stringContaining('/etc/sysconfig/docker')],
      byHand: expect.arrayContaining([
        expect.stringContaining('--bip=172.31.255.1/24 instead of'),
        'systemctl restart docker',
      ]),
    });
  });
});

function withText(fact: string, from: string, to: string) {
  const reading = snapshot.readings[fact];
  if (reading?.status !== 'ok' || !reading.stdout.includes(from)) throw new Error(`${fact} has no ${from}`);
  return { ...reading, stdout: reading.stdout.replace(from, to) };
}
