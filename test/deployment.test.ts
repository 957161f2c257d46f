import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

const root = fileURLToPath(new URL('..', import.meta.url));
const readme = readFileSync(`${root}README.md`, 'utf8');
const compose = spawnSync('docker-compose', ['version'], { encoding: 'utf8' });

const Service = z.looseObject({
  user: z.string(),
  read_only: z.boolean(),
  cap_drop: z.array(z.string()),
  security_opt: z.array(z.string()),
  restart: z.string(),
  stop_grace_period: z.string(),
  ports: z.array(z.unknown()).default([]),
  networks: z.array(z.string()),
  command: z.union([z.array(z.string()), z.string()]),
  environment: z.record(z.string(), z.unknown()).default({}),
  volumes: z.array(z.union([z.string(), z.looseObject({ source: z.string(), read_only: z.boolean() })])),
});
const Compose = z.looseObject({
  services: z.record(z.string(), Service),
  networks: z.record(z.string(), z.looseObject({ internal: z.boolean().optional() })),
});

describe('docker-compose.yml', () => {
  const text = readFileSync(`${root}docker-compose.yml`, 'utf8');
  const { services, networks } = Compose.parse(parse(text, { merge: true }));

  const handedOn = (...names: string[]) =>
    names.flatMap((name) => Object.keys(services[name]?.environment ?? {}));

  it.skipIf(compose.error !== undefined)('is accepted by docker-compose', () => {
    const { PATH } = process.env;
    const { status, stderr } = spawnSync('docker-compose', ['config', '--quiet'], {
      cwd: root,
      encoding: 'utf8',
      env: { PATH },
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  it('runs bot, worker and Redis', () => {
    expect(Object.keys(services)).toEqual(['bot', 'worker', 'redis']);
  });

  it.each(Object.entries(services))('gives %s no more than it needs', (_name, service) => {
    expect(service).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      restart: 'unless-stopped',
      ports: [],
    });
    expect(service.user).not.toMatch(/^(0|root)\b/);
    expect(service.volumes.filter((volume) => typeof volume !== 'string' && !volume.read_only)).toEqual([]);
  });

  it('hands on every variable of the README that applies to it, to the process that it is for', () => {
    const table = [...readme.matchAll(/^\| (`[A-Z].*?`) \|/gm)].map((match) => match[1] ?? '').join();
    const named = [...table.matchAll(/\b[A-Z]+(?:_[A-Z]+)+\b/g)].map(([name]) => name);
    const elsewhere = ['REDIS_PASSWORD', 'FERRYMAN_CONFIG', 'FERRYMAN_HEALTH_PORT'];
    expect(named).toContain('SLACK_SIGNING_SECRET');
    expect(
      named.filter((name) => !elsewhere.includes(name) && !handedOn('bot', 'worker').includes(name)),
    ).toEqual([]);
    for (const name of ['HTTPS_PROXY', 'NO_PROXY', 'SLACK_BOT_TOKEN', 'REDIS_URL']) {
      expect(handedOn('bot')).toContain(name);
      expect(handedOn('worker')).toContain(name);
    }
    expect(handedOn('worker')).not.toContain('SLACK_SIGNING_SECRET');
    expect(handedOn('bot')).not.toContain('FERRYMAN_KEY_PASSPHRASE');
  });

  it('keeps the SSH keys from the bot, which never talks to a host', () => {
    const mounts = services['bot']?.volumes.map((volume) =>
      typeof volume === 'string' ? volume : volume.source,
    );
    expect(mounts).toEqual(['./ferryman.yaml']);
  });

  it('keeps the record of changes in a place where the worker may write, and that outlives its container', () => {
    const dockerfile = readFileSync(`${root}Dockerfile`, 'utf8');
    const home = /^WORKDIR (.+)$/m.exec(dockerfile.slice(dockerfile.lastIndexOf('\nFROM ')))?.[1];
    expect(services['worker']?.volumes).toContain(`record:${home}/.ferryman`);
    expect(dockerfile).toMatch(/^RUN mkdir -m 700 \.ferryman && chown 1000:1000 \.ferryman$/m);
    expect(services['worker']?.user).toBe('1000:1000');
  });

  it('keeps jobs over a restart and never drops one for memory', () => {
    expect(services['redis']?.command).toMatch(/--appendonly yes .*--maxmemory-policy noeviction/);
    expect(networks['queue']?.internal).toBe(true);
    expect(services['redis']?.networks).toEqual(['queue']);
  });
});
