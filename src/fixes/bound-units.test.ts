import { describe, expect, it } from 'vitest';
import { planFor, preparedFor, storyAt, surroundingsWith } from '../../test/support/planning.ts';
import { composeChange } from './script/compose.ts';
import { planBip } from './bip-plan.ts';
import type { BoundUnit } from './surroundings.ts';

const FILE = '{"bip": "192.168.0.1/24"}\n';
const planning = (...boundUnits: readonly BoundUnit[]) => ({
  snapshot: storyAt('before'),
  surroundings: surroundingsWith(FILE, { boundUnits }),
});
const watch = { name: 'shop-watch.service', commands: ['/usr/bin/watch --for docker'] };

describe('units that stop with Docker', () => {
  it('are told, started again where systemd does not, and proven', () => {
    const prepared = preparedFor(planning(watch), planBip);
    expect(prepared.plan).toMatchObject({
      units: ['shop-watch.service'],
      steps: expect.arrayContaining([
        expect.objectContaining({ command: 'systemctl start shop-watch.service' }),
      ]),
      warnings: expect.arrayContaining([expect.stringContaining('shop-watch.service stops with Docker')]),
      proof: expect.arrayContaining(['shop-watch.service, which stops with Docker, is active again.']),
    });
    expect(composeChange(prepared)).toContain("BOUND='shop-watch.service'");
  });

  it('are part of what is approved', () => {
    const digests = [planning(), planning(watch)].map((one) => preparedFor(one, planBip).plan.digest);
    expect(digests[0]).not.toBe(digests[1]);
  });

  it.each([
    '/usr/bin/docker run --name shop -e PASSWORD=hunter2 shop/base:1',
    "/bin/sh -c 'cd /opt/shop && docker-compose down'",
    '/usr/bin/docker compose -f /opt/shop/all.yml up -d',
    '-/usr/bin/docker rm -f shop',
    '$DOCKER_COMPOSE down',
  ])('refuse the fix where they would take containers away: %s', (command) => {
    const refused = planFor(planning({ name: 'shop.service', commands: [command] }), planBip);
    expect(refused).toMatchObject({
      kind: 'refused',
      because: [expect.stringContaining('shop.service stops and starts with docker.service')],
      next: expect.stringContaining('systemctl stop shop.service'),
    });
    expect(JSON.stringify(refused)).not.toContain('hunter2');
  });

  it.each([
    ['DC=docker-compose', '$DC -f all.yml down'],
    ['COMPOSE=/usr/local/bin/docker-compose', '  "${COMPOSE}" up -d'],
    ['DC=docker-compose', 'if test -f $ALL; then $DC down; fi'],
    ['DC=docker-compose', 'cd /srv && exec $DC up'],
  ])('refuse it where a variable of their script holds Docker: %s, %s', (...commands) => {
    expect(planFor(planning({ name: 'shop.service', commands }), planBip)).toMatchObject({ kind: 'refused' });
  });

  it('do not where a script only speaks of Docker, or removes a file of its own', () => {
    const commands = ['echo "docker is up"', 'rm -f $PIDFILE $LOCK', 'docker ps'];
    expect(planFor(planning({ name: 'shop.service', commands }), planBip)).toHaveProperty('plan');
  });

  it.each(['/usr/bin/docker start -a shop', '/usr/bin/docker stop -t 2 shop', '/opt/run/up --create'])(
    'do not where all containers stay: %s',
    (command) => {
      expect(planFor(planning({ name: 'shop.service', commands: [command] }), planBip)).toHaveProperty(
        'plan',
      );
    },
  );
});
