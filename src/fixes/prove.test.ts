import { describe, expect, it } from 'vitest';
import { edited, without } from '../../test/support/recorded-hosts.ts';
import { preparedFor, storyAt } from '../../test/support/planning.ts';
import { prove as proveUntold } from './prove.ts';
import { tellProof } from './tell-plan.ts';

/** Docker was moved, a container stopped, and Docker moved back, all by hand; a look was taken after each. */
const before = storyAt('before');
const fixed = storyAt('fixed');
const { plan } = preparedFor({ snapshot: before, options: { port: 30003 } });
const undoing = { ...plan, method: 'revert' as const, from: plan.to, to: plan.from };

const prove = (...looks: Parameters<typeof proveUntold>) =>
  proveUntold(...looks).map((proof) => tellProof(proof, 'en'));

const failures = (...looks: Parameters<typeof prove>) =>
  prove(...looks)
    .filter(({ ok }) => !ok)
    .map(({ what, after }) => `${what}: ${after}`);

const health = (status: string) =>
  `"Status":"running","Health":{"Status":"${status}","FailingStreak":0,"Log":[]}`;

describe('a fix', () => {
  it('is proven by a host on which docker0 moved and everything answers', () => {
    expect(failures(before, fixed, plan)).toEqual([]);
    const proofs = prove(before, fixed, plan);
    expect(proofs[0]).toEqual({
      what: 'address of docker0',
      before: '192.168.0.1/24',
      after: '172.31.255.1/24',
      ok: true,
    });
    expect(proofs.find(({ what }) => what === 'port 30003 (portainer)')).toMatchObject({
      before: expect.stringContaining('times out from outside'),
      after: "answers from outside, answers on the host, answers at the container's address",
    });
  });

  it('is not proven by a host on which nothing happened', () => {
    expect(failures(before, before, plan)).toEqual([
      'address of docker0: 192.168.0.1/24',
      'ip route get for portainer: 192.168.0.2 dev eth0',
      "overlaps of Docker's bridge: Docker's bridge holds the same subnet as the network card",
      expect.stringContaining('port 30003 (portainer): times out from outside'),
    ]);
  });

  it('is not proven while a container does not run that ran before, nor what it served and reached', () => {
    expect(failures(before, storyAt('fixed-but-one-stopped'), plan)).toEqual([
      'containers that run: topapi does not run (exited 137)',
      expect.stringContaining('port 30001 (topapi): was not tried from outside'),
      'rds from topapi: was not tried',
    ]);
  });

  it('is not proven where the host cannot say: what is unknown is not in order', () => {
    expect(failures(before, without(fixed, 'addresses'), plan)).toEqual(
      expect.arrayContaining(['address of docker0: unknown: addresses: denied: permission denied']),
    );
    expect(failures(before, without(fixed, 'docker-inspect'), plan)).toEqual(
      expect.arrayContaining(['containers: unknown: docker-inspect: denied: permission denied']),
    );
  });

  it('is not proven on another address than the plan’s, whatever Docker itself says', () => {
    const elsewhere = edited(fixed, 'addresses', '172.31.255.1', '172.30.255.1');
    expect(failures(before, elsewhere, plan)).toContain('address of docker0: 172.30.255.1/24');
  });

  it('is not proven while a container that was healthy still starts', () => {
    const well = edited(before, 'docker-inspect', '"Status":"running"', health('healthy'));
    const starting = edited(fixed, 'docker-inspect', '"Status":"running"', health('starting'));
    expect(failures(well, starting, plan)).toEqual([
      'containers that are healthy: topapi is starting and portainer is starting',
    ]);
    expect(
      failures(well, edited(fixed, 'docker-inspect', '"Status":"running"', health('healthy')), plan),
    ).toEqual([]);
  });
});

describe('an undo', () => {
  it('is proven by the host as it was, the overlap and the silent port among it', () => {
    expect(failures(before, storyAt('undone'), undoing)).toEqual([]);
    expect(failures(before, before, undoing)).toEqual([]);
  });

  it('is not proven by a host that is still fixed, nor by one that lost a container', () => {
    expect(failures(before, fixed, undoing)).toEqual([
      'address of docker0: 172.31.255.1/24',
      'ip route get for portainer: 172.31.255.2 dev docker0',
    ]);
  });

  it('of a fix that was kept gives back what the fix had mended, and says so', () => {
    const proofs = prove(fixed, storyAt('undone'), { ...undoing, reverts: 'abcdefgh1234' });
    expect(proofs.filter(({ ok }) => !ok)).toEqual([]);
    expect(proofs.find(({ what }) => what === 'rds from portainer')?.after).toBe(
      'times out, which comes with the old subnet',
    );
  });
});

const topapi = (code: number) =>
  edited(storyAt('fixed-but-one-stopped'), 'docker-inspect', '"ExitCode":137', `"ExitCode":${code}`);

describe('a network that moves while Docker runs on', () => {
  const { file: _, ...network } = plan;

  it('is proven although a container without a policy ended by itself, which is told', () => {
    const proofs = prove(before, topapi(0), network);
    expect(proofs.find(({ what }) => what === 'containers that run')).toEqual({
      what: 'containers that run',
      before: '2: topapi, portainer',
      after: '1: portainer; topapi ended without an error meanwhile and was not started again',
      ok: true,
    });
    expect(proofs.map(({ what }) => what)).not.toContain('rds from topapi');
  });

  it('is not where it ended with an error, nor where Docker was restarted and may have stopped it', () => {
    const lost = 'containers that run: topapi does not run (exited';
    expect(failures(before, topapi(1), network)).toContain(`${lost} 1)`);
    expect(failures(before, topapi(0), plan)).toContain(`${lost} 0)`);
  });
});
