import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { surroundingsOf } from '../../fixes/read-text.ts';
import { FILE, FOLDERS, PROCESSES, PROGRAMS, STATE, UNITS } from './surroundings-scripts.ts';

const run = async (script: string, ...words: readonly string[]) =>
  (await promisify(execFile)('sh', ['-c', script, 'sh', ...words])).stdout;

const nothing = {
  access: { kind: 'root' as const },
  programs: '',
  file: undefined,
  folders: '',
  state: '',
  units: '',
  processes: '',
  unread: [],
};

const fileAt = async (path: string) => surroundingsOf({ ...nothing, file: await run(FILE, path) }, path).file;

describe('what a real shell says of Docker’s configuration file', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'surroundings-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('its bytes, mode, age and what lies beside it', async () => {
    const path = join(folder, 'daemon.json');
    const bytes = Buffer.from('\uFEFF{\r\n  "labels": ["größe=1"]\r\n}', 'utf8');
    writeFileSync(path, bytes);
    chmodSync(path, 0o640);
    utimesSync(path, 1_700_000_000, 1_700_000_000);
    writeFileSync(join(folder, '.ansible-managed'), '');
    mkdirSync(join(folder, 'certs.d'));
    expect(await fileAt(path)).toEqual({
      path,
      target: path,
      kind: 'file',
      bytes,
      mode: `640 ${process.getuid?.()}:${process.getgid?.()}`,
      modified: 1_700_000_000,
      immutable: false,
      readOnly: false,
      beside: ['.ansible-managed', 'certs.d'],
    });
  });

  it('a file longer than a line of base64 comes back whole', async () => {
    const path = join(folder, 'long.json');
    const bytes = Buffer.from(
      JSON.stringify({ labels: Array.from({ length: 500 }, (_, index) => `n=${index}`) }),
    );
    writeFileSync(path, bytes);
    expect((await fileAt(path)).bytes).toEqual(bytes);
  });

  it('an empty file is a file', async () => {
    const path = join(folder, 'empty.json');
    writeFileSync(path, '');
    expect(await fileAt(path)).toMatchObject({ kind: 'file', bytes: Buffer.from('') });
  });

  it('a link is followed to the end, and one to nowhere is told', async () => {
    const far = mkdtempSync(join(folder, 'far-'));
    writeFileSync(join(far, 'real.json'), '{}');
    symlinkSync(join(far, 'real.json'), join(far, 'middle.json'));
    symlinkSync(join(far, 'middle.json'), join(folder, 'link.json'));
    expect(await fileAt(join(folder, 'link.json'))).toMatchObject({
      kind: 'file',
      target: join(far, 'real.json'),
      bytes: Buffer.from('{}'),
    });
    symlinkSync(join(folder, 'gone.json'), join(folder, 'dangling.json'));
    expect(await fileAt(join(folder, 'dangling.json'))).toMatchObject({
      kind: 'dangling',
      target: join(folder, 'gone.json'),
    });
  });

  it('a missing file, a missing folder, a folder in its place, and one that is too large', async () => {
    expect(await fileAt(join(folder, 'none.json'))).toMatchObject({ kind: 'missing', readOnly: false });
    expect(await fileAt(join(folder, 'no/such/daemon.json'))).toMatchObject({
      kind: 'missing',
      readOnly: false,
    });
    expect(await fileAt(folder)).toMatchObject({ kind: 'not-a-file' });
    writeFileSync(join(folder, 'large.json'), Buffer.alloc(300_000, 32));
    expect(await fileAt(join(folder, 'large.json'))).toMatchObject({ kind: 'too-large' });
  });

  it('a name with blanks and quotes is one word', async () => {
    const path = join(folder, `it's a "file".json`);
    writeFileSync(path, '{}');
    expect(await fileAt(path)).toMatchObject({ kind: 'file', target: path });
  });
});

describe('what a real shell says of the machine', () => {
  it('room on the file system of a folder that is not there yet', async () => {
    const { folders } = surroundingsOf(
      { ...nothing, folders: await run(FOLDERS, '/var/lib/no-such-folder/changes', '/') },
      '/x',
    );
    expect(folders.map(({ path }) => path)).toEqual(['/var/lib/no-such-folder/changes', '/']);
    expect(Math.min(...folders.map(({ availableKib }) => availableKib))).toBeGreaterThan(0);
  });

  it('where programs are', async () => {
    const { programs } = surroundingsOf(
      { ...nothing, programs: await run(PROGRAMS, '/no/such/dockerd') },
      '/x',
    );
    expect(programs).toMatchObject({ base64: expect.stringMatching(/^\/.*\/base64$/) });
    expect(programs['dockerd']).not.toBe('/no/such/dockerd');
  });

  it('which boot this is', async () => {
    expect(surroundingsOf({ ...nothing, state: await run(STATE, 'docker.service') }, '/x').bootId).toMatch(
      /^[0-9a-f-]{36}$/,
    );
  });

  it('which processes catch SIGTERM', async () => {
    const deaf = execFile('sleep', ['30']);
    try {
      const text = await run(
        PROCESSES,
        'aa11',
        String(process.pid),
        'bb22',
        String(deaf.pid),
        'cc33',
        '4194999',
      );
      const { processes } = surroundingsOf({ ...nothing, processes: text }, '/x');
      expect(Object.keys(processes)).toEqual(['aa11', 'bb22']);
      expect(processes['bb22']).toEqual({ catchesTerm: false });
    } finally {
      deaf.kill();
    }
  });
});

it('a change that is not over is told with whose it is', () => {
  const state = `boot 6e1c2c0e-7f0b-4d0e-9a55-6d5d1fd2c1aa
pending a1b2c3d4e5f6
pending-state applied
pending-since 1700000000
pending-by ana
reload yes
orchestrator kubelet
ipsec 10.1.0.0/16
ipsec any`;
  expect(surroundingsOf({ ...nothing, state }, '/x')).toMatchObject({
    pending: { id: 'a1b2c3d4e5f6', state: 'applied', since: '2023-11-14T22:13:20.000Z', by: 'ana' },
    needsDaemonReload: true,
    orchestrators: ['kubelet'],
    tunnelled: ['10.1.0.0/16'],
  });
});

/** A systemctl of files: `<unit>.<property>` holds what `show -p` prints, `active` the names of what runs. */
async function unitsOn(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'units-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files))
    writeFileSync(join(folder, name), text.replaceAll('@', folder));
  mkdirSync(join(folder, 'bin'));
  writeFileSync(
    join(folder, 'bin/systemctl'),
    `#!/bin/sh
cd ${folder}
case "$*" in
'-q is-active '*) grep -qx -- "$3" active;;
show*RequiredBy*) shift; for unit in "$@"; do case $unit in -p) break;; esac; cat "$unit.needs" 2>/dev/null; done; true;;
show*Exec*) cat "$2.exec" 2>/dev/null; true;;
esac
`,
  );
  chmodSync(join(folder, 'bin/systemctl'), 0o755);
  return run(`PATH=${join(folder, 'bin')}:$PATH\n${UNITS}`, 'docker.service');
}

const exec = (words: string) =>
  `ExecStop={ path=/bin/sh ; argv[]=${words} ; ignore_errors=no ; start_time=[n/a] ; pid=0 }\n`;

describe('which units stop with Docker', () => {
  it('follows them, leaves out what is not active, and reads the scripts that they run', async () => {
    const said = await unitsOn({
      active: 'shop.service\nfar.service\n',
      'docker.service.needs': 'RequiredBy=shop.service idle.service\nConsistsOf=\n',
      'shop.service.needs': 'BoundBy=far.service\n',
      'shop.service.exec': exec('@/stop.sh now'),
      'stop.sh': [
        '#!/bin/sh',
        '# wait until docker is up',
        'DC=docker-compose',
        '$DC \\',
        '  -f all.yml \\',
        '  down',
        'rm -f /tmp/x',
      ].join('\n'),
    });
    expect(said).toContain('unit shop.service\n');
    expect(said).toContain('unit far.service\n');
    expect(said).not.toContain('idle');
    expect(said).toMatch(/^command \$DC +-f all\.yml +down$/m);
    expect(said).not.toContain('wait until');
    expect(said).not.toContain('rm -f');
  });

  it('looks beyond the socket where that stops with Docker, and says nothing of the socket itself', async () => {
    const files = {
      active: 'docker.socket\nshop.service\n',
      'docker.socket.needs': 'RequiredBy=shop.service docker.service\n',
      'docker.service.needs': 'ConsistsOf=docker.socket\n',
    };
    expect(await unitsOn(files)).toBe('unit shop.service\n');
    expect(await unitsOn({ ...files, 'docker.service.needs': 'RequiredBy=\n' })).toBe('');
  });
});
