import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createRedactor } from './redactor.ts';

/** `docker inspect` of Docker 20.10.24, shortened by hand; the environment is made up. */
const inspected = `[
    {
        "Id": "6f1d2c0b8c0de6a6c4b3a7b9f8e7d6c5b4a39281706f5e4d3c2b1a0918273645",
        "Created": "2026-11-20T08:00:00.123456789Z",
        "Path": "dotnet",
        "Args": ["TopApi.dll", "--db-password", "hV7qPz2Wm9", "--urls", "http://+:80"],
        "State": {"Status": "running", "Pid": 4242, "ExitCode": 0},
        "Image": "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "ResolvConfPath": "/var/lib/docker/containers/6f1d/resolv.conf",
        "Config": {
            "Hostname": "6f1d2c0b8c0d",
            "Env": [
                "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
                "ASPNETCORE_URLS=http://+:80",
                "DOTNET_VERSION=2.1.30",
                "ConnectionStrings__Shop=Server=192.168.0.20,1433;Database=shop;User Id=sa;Password=hV7qPz2Wm9",
                "REDIS_URL=redis://:hV7qPz2Wm9@10.0.0.7:6379/0",
                "DB_PASSWORD=hV7qPz2Wm9",
                "WEBHOOK=u7Tz-1Qp9",
                "MODE=production",
                "WORKERS=4",
                "EMPTY="
            ],
            "Labels": {"com.docker.compose.project": "shop", "shop.api-key": "9f86d081884c7d65"}
        },
        "NetworkSettings": {
            "SandboxKey": "/var/run/docker/netns/0f1e2d3c4b5a",
            "Ports": {"80/tcp": [{"HostIp": "0.0.0.0", "HostPort": "30001"}]},
            "Networks": {"vhnet": {"IPAddress": "172.22.0.2", "MacAddress": "02:42:ac:16:00:02", "Gateway": "172.22.0.1"}}
        }
    }
]
`;

describe('docker inspect', () => {
  const redactor = createRedactor({ key: 'k' });
  const redacted = redactor.redact(inspected);

  it('holds no secret any more and still parses', () => {
    expect(redacted).not.toMatch(/hV7qPz2Wm9|u7Tz|9f86d081884c7d65"/);
    expect(() => JSON.parse(redacted)).not.toThrow();
  });

  it('keeps the names of the environment and every value that is the diagnosis', () => {
    const env: string[] = JSON.parse(redacted)[0].Config.Env;
    expect(env.map((entry) => entry.replaceAll(/‹secret \w{4}›/g, '‹›'))).toEqual([
      'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      'ASPNETCORE_URLS=http://+:80',
      'DOTNET_VERSION=2.1.30',
      'ConnectionStrings__Shop=Server=192.168.0.20,1433;Database=shop;User Id=sa;Password=‹›',
      'REDIS_URL=redis://:‹›@10.0.0.7:6379/0',
      'DB_PASSWORD=‹›',
      'WEBHOOK=‹›',
      'MODE=production',
      'WORKERS=4',
      'EMPTY=',
    ]);
  });

  it('is otherwise the same, byte for byte', () => {
    const changed = redacted.split('\n').filter((line, i) => line !== inspected.split('\n')[i]);
    expect(changed).toHaveLength(6);
    for (const line of changed) expect(line).toContain('‹secret ');
  });

  it('gives the same password the same token in every place', () => {
    const [args, shop] = ['--db-password", "', 'User Id=sa;Password='].map((before) =>
      redacted.slice(redacted.indexOf(before) + before.length).slice(0, '‹secret 3fa1›'.length),
    );
    expect(args).toMatch(/^‹secret \w{4}›$/);
    expect(shop).toBe(args);
  });
});

describe('any JSON', () => {
  const secret = 'hV7qPz2Wm9';
  const leaf = fc.oneof(
    fc.string(),
    fc.double({ noNaN: true }),
    fc.constantFrom(
      null,
      true,
      `Server=db;Password=${secret}`,
      `postgres://shop:${secret}@db`,
      `{"password":"${secret}"}`,
      `a\n{"log":"pwd=${secret}\\n"}\nb`,
      `PASSWORD='${secret}' "x"`,
      `--token "${secret}\\" `,
      `Authorization: Basic c2hvcDpoVjdxUHoyV205`,
    ),
  );
  const json = fc.letrec((tie) => ({
    node: fc.oneof(
      { depthSize: 'small' },
      leaf,
      fc.array(tie('node'), { maxLength: 4 }),
      fc.dictionary(fc.constantFrom('password', 'Env', 'name', 'value', 'x', 'api_key', 'log'), tie('node'), {
        maxKeys: 4,
      }),
    ),
  })).node;

  it('still parses, keeps its shape and loses its secrets, also as a string in another and with a prefix', () => {
    fc.assert(
      fc.property(
        json,
        fc.nat(2),
        fc.constantFrom('', '2026-11-20T08:00:00Z got '),
        fc.boolean(),
        (value, depth, prefix, pretty) => {
          let text = JSON.stringify(value, null, pretty ? 2 : 0);
          for (let i = 0; i < depth; i += 1) text = JSON.stringify({ log: text });
          const redacted = createRedactor({ key: 'k' }).redact(prefix + text);
          expect(redacted.startsWith(prefix)).toBe(true);
          let after: unknown = JSON.parse(redacted.slice(prefix.length));
          for (let i = 0; i < depth; i += 1) after = JSON.parse(logOf(after));
          expect(shape(after)).toEqual(shape(value));
          expect(redacted).not.toContain(secret);
        },
      ),
      { numRuns: 500 },
    );
  });
});

function logOf(wrapped: unknown): string {
  return z.object({ log: z.string() }).parse(wrapped).log;
}

function shape(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shape);
  if (typeof value !== 'object' || value === null) return 'leaf';
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shape(inner)]));
}
