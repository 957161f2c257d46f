import { describe, expect, it } from 'vitest';
import { matchName, type FoundContainer, type Listed } from './match.ts';

function on(
  host: string,
  name: string,
  more: Partial<FoundContainer> & Pick<Listed, 'slot' | 'once'> = {},
): Listed {
  const { slot, once, ...container } = more;
  return {
    host: { name: host, via: { kind: 'local' }, tags: [], needs: [], source: 'test' },
    container: {
      id: Buffer.from(host + name)
        .toString('hex')
        .padEnd(64, '0')
        .slice(0, 64),
      name,
      image: 'nginx',
      state: 'running',
      status: 'Up 3 hours',
      ...container,
    },
    ...(slot !== undefined && { slot }),
    ...(once !== undefined && { once }),
  };
}

const compose = (
  host: string,
  project: string,
  service: string,
  slot = '1',
  more: Partial<FoundContainer> = {},
) => on(host, `${project}-${service}-${slot}`, { project, service, slot, ...more });

const task = (id: string, state: string, createdAt: string) =>
  on('a', `shop_web.1.${id}`, { project: 'shop', service: 'web', slot: '1', state, createdAt });

/** `host/name` of each match, with its previous instances in parentheses. */
function found(listed: readonly Listed[], typed: string): readonly string[] {
  return matchName(listed, typed).map(({ current, previous }) =>
    [
      `${current.host.name}/${current.container.name}`,
      ...previous.map(({ container }) => `(${container.name}${container.previous === true ? '' : '?'})`),
    ].join(' '),
  );
}

describe('a container is found', () => {
  const shop = [
    compose('hz-1', 'shop', 'web', '1'),
    compose('hz-1', 'shop', 'web', '2'),
    compose('hz-1', 'shop', 'db', '1', { state: 'exited', status: 'Exited (1) 2 days ago' }),
    on('hz-2', 'topapi'),
    on('hz-2', 'shop_mail.1.x7f3k2m9q', { project: 'shop', service: 'mail', slot: '1' }),
  ];

  it.each([
    ['by its name', 'topapi', ['hz-2/topapi']],
    ['by its name as the API writes it', '/topapi', ['hz-2/topapi']],
    ['by its service, though it has ended', 'db', ['hz-1/shop-db-1']],
    ['by its service, with all replicas', 'web', ['hz-1/shop-web-1', 'hz-1/shop-web-2']],
    ['by project and service', 'shop/db', ['hz-1/shop-db-1']],
    ['by project and service in the spelling of old Compose', 'shop_db', ['hz-1/shop-db-1']],
    ['by the service of a stack', 'shop_mail', ['hz-2/shop_mail.1.x7f3k2m9q']],
    ['by its place in the service', 'shop_mail.1', ['hz-2/shop_mail.1.x7f3k2m9q']],
    [
      'with the whole project, what runs first',
      'shop',
      ['hz-1/shop-web-1', 'hz-1/shop-web-2', 'hz-2/shop_mail.1.x7f3k2m9q', 'hz-1/shop-db-1'],
    ],
    ['in another case', 'TopAPI', ['hz-2/topapi']],
    ['by the beginning of its id', shop[3]?.container.id.slice(0, 12) ?? '', ['hz-2/topapi']],
    ['not at all', 'topap', []],
    ['not at all by nothing', ' ', []],
  ])('%s', (_, typed, expected) => {
    expect(found(shop, typed)).toEqual(expected);
  });

  it('on every host that has one of the name', () => {
    expect(found([on('b', 'redis'), on('a', 'redis'), on('c', 'redis-2')], 'redis')).toEqual([
      'a/redis',
      'b/redis',
    ]);
  });

  it('by its very name before a service of the same host that is called so, but not before another host', () => {
    const listed = [on('a', 'web'), compose('a', 'shop', 'web'), compose('b', 'shop', 'web')];
    expect(found(listed, 'web')).toEqual(['a/web', 'b/shop-web-1']);
  });

  it('once, where Compose was given the name of the container', () => {
    expect(found([on('a', 'topapi', { project: 'shop', service: 'topapi', slot: '1' })], 'topapi')).toEqual([
      'a/topapi',
    ]);
  });

  it('without those that `docker compose run` left behind, unless they are named', () => {
    const once = on('a', 'shop-web-run-0a1b', { project: 'shop', service: 'web', slot: '1', once: true });
    expect(found([once, compose('a', 'shop', 'web')], 'web')).toEqual(['a/shop-web-1']);
    expect(found([once], 'shop-web-run-0a1b')).toEqual(['a/shop-web-run-0a1b']);
  });
});

describe('previous instances', () => {
  it('are those that Compose renamed and left', () => {
    const old = on('a', '0a1b2c3d4e5f_shop-web-1', {
      project: 'shop',
      service: 'web',
      slot: '1',
      state: 'exited',
      createdAt: '2026-11-20T10:00:00.000Z',
    });
    const now = compose('a', 'shop', 'web', '1', { createdAt: '2026-11-22T10:00:00.000Z' });
    for (const name of ['web', 'shop-web-1', 'shop/web'])
      expect(found([old, now], name)).toEqual(['a/shop-web-1 (0a1b2c3d4e5f_shop-web-1)']);
    expect(found([old], 'shop-web-1')).toEqual(['a/0a1b2c3d4e5f_shop-web-1']);
  });

  it('are tasks that Swarm replaced, the newest first', () => {
    const listed = [
      task('aaa', 'exited', '2026-11-20T10:00:00.000Z'),
      task('ccc', 'running', '2026-11-22T10:00:00.000Z'),
      task('bbb', 'exited', '2026-11-21T10:00:00.000Z'),
    ];
    expect(found(listed, 'web')).toEqual(['a/shop_web.1.ccc (shop_web.1.bbb) (shop_web.1.aaa)']);
    expect(found(listed, 'shop_web.1.aaa')).toEqual(['a/shop_web.1.aaa']);
  });

  it('that run stand before a new one that does not', () => {
    const old = on('a', '0a1b2c3d4e5f_web', { createdAt: '2026-11-20T10:00:00.000Z' });
    const now = on('a', 'web', { state: 'created', createdAt: '2026-11-22T10:00:00.000Z' });
    expect(found([old, now], 'web')).toEqual(['a/0a1b2c3d4e5f_web (web)']);
  });
});
