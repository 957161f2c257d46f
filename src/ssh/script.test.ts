import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composeScript, newMarker, readSections, type Section, type SectionResult } from './script.ts';

const marker = newMarker();

function has(...argv: [string, ...string[]]): boolean {
  return spawnSync(argv[0], argv.slice(1), { stdio: 'ignore' }).status === 0;
}

function runScript(
  shell: readonly string[],
  sections: readonly Section[],
  options: { uid?: number; cut?: number } = {},
): Map<string, SectionResult> {
  const [program = 'sh', ...args] = shell;
  const run = spawnSync(program, args, {
    input: composeScript(sections, marker),
    maxBuffer: 64 * 1024 * 1024,
    ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }),
  });
  return readSections(run.stdout.toString().slice(0, options.cut), marker);
}

const shells = [
  ['dash', '-s'],
  ['bash', '-s'],
  ['bash', '--posix', '-s'],
  ['busybox', 'sh', '-s'],
  ['mksh', '-s'],
].filter(([program = '']) => has(program, 'sh', '-c', 'true') || has(program, '-c', 'true'));

describe.each(shells.map((shell) => ({ shell, name: shell.join(' ') })))(
  'the one script under $name',
  ({ shell }) => {
    it('keeps output, errors and exit code of each section apart', () => {
      const sections = runScript(shell, [
        { id: 'first', candidates: [['sh', '-c', 'echo out; echo err >&2; exit 3']] },
        { id: 'second', candidates: [['printf', 'no newline at the end']] },
        { id: 'third', candidates: [['true']] },
      ]);
      expect([...sections]).toEqual([
        [
          'first',
          {
            kind: 'ran',
            argv: ['sh', '-c', 'echo out; echo err >&2; exit 3'],
            code: 3,
            stdout: 'out\n',
            stderr: 'err',
          },
        ],
        [
          'second',
          {
            kind: 'ran',
            argv: ['printf', 'no newline at the end'],
            code: 0,
            stdout: 'no newline at the end',
            stderr: '',
          },
        ],
        ['third', { kind: 'ran', argv: ['true'], code: 0, stdout: '', stderr: '' }],
      ]);
    });

    it('runs the first candidate whose program the host has, and says so where it has none', () => {
      const sections = runScript(shell, [
        {
          id: 'fallback',
          candidates: [
            ['no-such-ss', '-tln'],
            ['echo', 'netstat'],
          ],
        },
        { id: 'none', candidates: [['no-such-ss'], ['no-such-netstat']] },
        { id: 'one', candidates: [['/no/such/program', 'x']] },
      ]);
      expect(sections.get('fallback')).toMatchObject({
        kind: 'ran',
        argv: ['echo', 'netstat'],
        stdout: 'netstat\n',
      });
      expect(sections.get('none')).toEqual({
        kind: 'absent',
        because: 'none of no-such-ss, no-such-netstat is installed',
      });
      expect(sections.get('one')).toEqual({ kind: 'absent', because: '/no/such/program is not installed' });
    });

    it('cuts a section that never ends and goes on with the next', () => {
      const sections = runScript(shell, [
        { id: 'hangs', candidates: [['sh', '-c', 'echo so far; sleep 60']], timeoutSeconds: 1 },
        {
          id: 'ignores TERM',
          candidates: [['sh', '-c', "trap '' TERM; while :; do sleep 1; done"]],
          timeoutSeconds: 1,
        },
        { id: 'ends with 124 by itself', candidates: [['sh', '-c', 'exit 124']] },
        { id: 'next', candidates: [['echo', 'next']] },
      ]);
      expect(sections.get('hangs')).toEqual({
        kind: 'timed-out',
        argv: ['sh', '-c', 'echo so far; sleep 60'],
        because: 'sh did not end within 1 s',
        stdout: 'so far\n',
        stderr: '',
      });
      expect(sections.get('ignores TERM')).toMatchObject({ kind: 'timed-out' });
      expect(sections.get('ends with 124 by itself')).toMatchObject({ kind: 'ran', code: 124 });
      expect(sections.get('next')).toMatchObject({ kind: 'ran', stdout: 'next\n' });
    });

    it('is not confused by binary bytes, by what looks like a frame, or by a section that prints the script', () => {
      const lookalike = `\n${marker}\n\n${marker}x b {}\n${marker.slice(0, -1)} e 0 5 1 2\n`;
      const sections = runScript(shell, [
        {
          id: 'binary',
          candidates: [['sh', '-c', String.raw`printf '\0\377\376\1\n'; printf '\0\377' >&2`]],
        },
        { id: 'lookalike', candidates: [['printf', '%s', lookalike]] },
        {
          id: 'script',
          candidates: [['printf', '%s', composeScript([{ id: 'x', candidates: [['ps']] }], marker)]],
        },
        { id: 'next', candidates: [['echo', 'next']] },
      ]);
      expect(sections.get('binary')).toMatchObject({
        kind: 'ran',
        code: 0,
        stdout: '\0\u{fffd}\u{fffd}\u0001\n',
      });
      expect(sections.get('lookalike')).toMatchObject({ kind: 'ran', stdout: lookalike });
      expect(sections.get('script')).toMatchObject({ kind: 'ran', code: 0 });
      expect(sections.get('next')).toMatchObject({ stdout: 'next\n' });
      expect(sections.size).toBe(4);
    });

    it('gives a section nothing to read, plain messages, and the sbin directories', () => {
      const sections = runScript(shell, [
        { id: 'stdin', candidates: [['cat']] },
        { id: 'language', candidates: [['sh', '-c', 'echo $LC_ALL; echo $PATH']] },
        { id: 'next', candidates: [['echo', 'next']] },
      ]);
      expect(sections.get('stdin')).toMatchObject({ kind: 'ran', code: 0, stdout: '' });
      expect(sections.get('language')).toMatchObject({
        stdout: expect.stringMatching(/^C\n.*:\/usr\/sbin:.*:\/sbin:/),
      });
      expect(sections.get('next')).toMatchObject({ stdout: 'next\n' });
    });

    it('hands any argument to its program unchanged', () => {
      const argument = fc
        .oneof(
          fc.string({ unit: 'grapheme' }),
          fc.string({ unit: fc.constantFrom(...Array.from('\'"`$\\!*{} \n%-😀')) }),
        )
        .map((text) => Buffer.from(text.replaceAll('\0', '')).toString());
      fc.assert(
        fc.property(fc.array(argument, { minLength: 1, maxLength: 12 }), (words) => {
          const sections = runScript(
            shell,
            words.map((word, index) => ({ id: `${index} ${word}`, candidates: [['printf', '%s.', word]] })),
          );
          for (const [index, word] of words.entries()) {
            expect(sections.get(`${index} ${word}`)).toMatchObject({
              stdout: `${word}.`,
              argv: ['printf', '%s.', word],
            });
          }
        }),
        { numRuns: 8 },
      );
    });

    it.runIf(process.getuid?.() === 0)('lowers its own priority', () => {
      const sections = runScript(shell, [
        { id: 'nice', candidates: [['cut', '-d', ' ', '-f', '19', '/proc/self/stat']] },
      ]);
      expect(sections.get('nice')).toMatchObject({ stdout: '10\n' });
    });
  },
);

const SECOND = 'echo second; echo error >&2';

it('leaves out a section whose frame never came whole, wherever the script was cut', () => {
  const sections: Section[] = [
    { id: 'first', candidates: [['echo', 'first']] },
    { id: 'second', candidates: [['sh', '-c', SECOND]] },
  ];
  const whole = spawnSync('sh', { input: composeScript(sections, marker), encoding: 'utf8' }).stdout;
  const first = { kind: 'ran', argv: ['echo', 'first'], code: 0, stdout: 'first\n', stderr: '' };
  const second = { kind: 'ran', argv: ['sh', '-c', SECOND], code: 0, stdout: 'second\n', stderr: 'error' };
  const seen = new Set<string>();
  for (let cut = 0; cut < whole.length; cut++) {
    seen.add(JSON.stringify([...readSections(whole.slice(0, cut), marker).values()]));
  }
  expect([...seen].map((text) => JSON.parse(text) as unknown)).toEqual([[], [first]]);
  expect([...readSections(whole, marker).values()]).toEqual([first, second]);
});

it('refuses a marker that a shell could read something into, and two sections of one name', () => {
  const section: Section = { id: 'x', candidates: [['true']] };
  expect(() => composeScript([section], 'a b; reboot')).toThrow('not eight or more letters and digits');
  expect(() => composeScript([section, section], marker)).toThrow('the same id');
});

const namespaces = has('unshare', '-m', 'true');
const nobody = 65534;

/** The rest runs in a mount namespace of its own, so that sudoers and programs of this machine stay as they are. */
describe.runIf(namespaces)('privileged sections', () => {
  let scratch: string;
  beforeAll(() => {
    scratch = mkdtempSync(join(tmpdir(), 'ferryman-script-'));
  });
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  const shadow: Section[] = [
    { id: 'shadow', privileged: true, candidates: [['head', '-c5', '/etc/shadow']] },
    { id: 'partly', privileged: true, candidates: [['id', '-u']] },
    { id: 'hangs', privileged: true, candidates: [['sleep', '60']], timeoutSeconds: 1 },
    { id: 'next', candidates: [['echo', 'next']] },
  ];

  function withSudoers(rules: string, before = 'true'): Map<string, SectionResult> {
    const file = join(scratch, 'sudoers');
    writeFileSync(file, `Defaults !syslog\nroot ALL=(ALL) ALL\n${rules}\n`, { mode: 0o440 });
    const inside = `mount --bind ${file} /etc/sudoers && ${before} && exec setpriv --reuid ${nobody} --regid ${nobody} --clear-groups sh -s`;
    return runScript(['unshare', '-m', 'sh', '-c', inside], shadow);
  }

  it('run as they are for root', () => {
    const sections = runScript(['sh', '-s'], shadow.slice(0, 2));
    expect(sections.get('shadow')).toMatchObject({ kind: 'ran', code: 0, stdout: 'root:' });
    expect(sections.get('partly')).toMatchObject({ kind: 'ran', stdout: '0\n' });
  });

  it.runIf(has('sudo', '-V'))('run through sudo where it asks for no password, time-out included', () => {
    const sections = withSudoers('nobody ALL=(root) NOPASSWD: ALL');
    expect(sections.get('shadow')).toMatchObject({ kind: 'ran', code: 0, stdout: 'root:' });
    expect(sections.get('partly')).toMatchObject({ kind: 'ran', stdout: '0\n' });
    expect(sections.get('hangs')).toMatchObject({
      kind: 'timed-out',
      because: 'sleep did not end within 1 s',
    });
    expect(sections.get('next')).toMatchObject({ kind: 'ran', stdout: 'next\n' });
  });

  it.runIf(has('sudo', '-V'))('run where the sudoers allow just that program', () => {
    const sections = withSudoers('nobody ALL=(root) NOPASSWD: /usr/bin/head, /usr/bin/sleep');
    expect(sections.get('shadow')).toMatchObject({ kind: 'ran', stdout: 'root:' });
    expect(sections.get('partly')).toMatchObject({ kind: 'denied', because: 'sudo: a password is required' });
    expect(sections.get('hangs')).toMatchObject({
      kind: 'timed-out',
      because: 'sleep did not end within 1 s',
    });
  });

  it.runIf(has('sudo', '-V'))('are denied in the words of sudo, with what came without it', () => {
    const sections = withSudoers('');
    expect(sections.get('shadow')).toEqual({
      kind: 'denied',
      argv: ['head', '-c5', '/etc/shadow'],
      because: 'sudo: a password is required',
      stdout: '',
      stderr: "head: cannot open '/etc/shadow' for reading: Permission denied",
    });
    expect(sections.get('partly')).toMatchObject({ kind: 'denied', stdout: `${nobody}\n` });
    expect(sections.get('next')).toMatchObject({ kind: 'ran', stdout: 'next\n' });
  });

  it.runIf(has('sudo', '-V'))('ask sudo no more once it has nothing at all for the user', () => {
    const [log, counting] = [join(scratch, 'asked'), join(scratch, 'sudo')];
    chmodSync(scratch, 0o755);
    writeFileSync(log, '');
    chmodSync(log, 0o666);
    // What sudo 1.9.13 says to somebody without any entry that needs no password.
    writeFileSync(
      counting,
      `#!/bin/sh\necho "$*" >>${log}; echo 'sudo: a password is required' >&2; exit 1\n`,
    );
    chmodSync(counting, 0o755);
    const sections = withSudoers('', `mount --bind ${counting} "$(command -v sudo)"`);
    for (const id of ['shadow', 'partly', 'hangs']) {
      expect(sections.get(id)).toMatchObject({ kind: 'denied', because: 'sudo: a password is required' });
    }
    expect(readFileSync(log, 'utf8').trim().split('\n')).toEqual([
      expect.stringMatching(/^-n -l \/usr\/bin\/timeout$/),
      '-n head -c5 /etc/shadow',
      '-n -l',
    ]);
  });

  it.runIf(has('sudo', '-V'))('go on asking a sudo that refused the first and allows another', () => {
    const sections = withSudoers('nobody ALL=(root) NOPASSWD: /usr/bin/id');
    expect(sections.get('shadow')).toMatchObject({ kind: 'denied', because: 'sudo: a password is required' });
    expect(sections.get('partly')).toMatchObject({ kind: 'ran', stdout: '0\n' });
  });

  it.runIf(has('sudo', '-V'))('are denied where the sudoers name other commands only', () => {
    const sections = withSudoers('Defaults:nobody !authenticate\nnobody ALL=(root) /usr/bin/true');
    expect(sections.get('shadow')).toMatchObject({
      kind: 'denied',
      because: expect.stringMatching(
        /^Sorry, user nobody is not allowed to execute '.*head -c5 \/etc\/shadow' as root/,
      ),
    });
  });

  it('are denied where sudo is not installed', () => {
    const sections = withSudoers('', 'mount --bind /dev/null "$(command -v sudo || echo /etc/sudoers)"');
    expect(sections.get('shadow')).toMatchObject({ kind: 'denied', because: 'sudo: not installed' });
  });

  it('still run to the end on a host without timeout', () => {
    const run = ['unshare', '-m', 'sh', '-c', 'mount --bind /dev/null /usr/bin/timeout && exec sh -s'];
    const sections = runScript(run, [
      { id: 'late', candidates: [['sh', '-c', 'sleep 1.2; echo late']], timeoutSeconds: 1 },
    ]);
    expect(sections.get('late')).toMatchObject({ kind: 'ran', code: 0, stdout: 'late\n' });
  });

  it.runIf(has('busybox', 'true'))('work on a host that has nothing but busybox', () => {
    const root = join(scratch, 'busybox');
    mkdirSync(join(root, 'bin'), { recursive: true });
    for (const folder of ['proc', 'dev']) mkdirSync(join(root, folder));
    cpSync('/bin/busybox', join(root, 'bin/busybox'));
    for (const applet of spawnSync('busybox', ['--list'], { encoding: 'utf8' }).stdout.trim().split('\n')) {
      if (applet !== 'busybox') symlinkSync('busybox', join(root, 'bin', applet));
    }
    const inside = `mount --bind /proc ${root}/proc && mount --bind /dev ${root}/dev && exec chroot ${root} /bin/sh -s`;
    const sections = runScript(
      ['unshare', '-m', 'sh', '-c', inside],
      [
        { id: 'addresses', candidates: [['no-such-ip'], ['ifconfig', 'lo']] },
        {
          id: 'sockets',
          candidates: [
            ['ss', '-tln'],
            ['netstat', '-tln'],
          ],
          privileged: true,
        },
        { id: 'hangs', candidates: [['sleep', '60']], timeoutSeconds: 1 },
      ],
    );
    expect(sections.get('addresses')).toMatchObject({
      kind: 'ran',
      code: 0,
      stdout: expect.stringContaining('127.0.0.1'),
    });
    expect(sections.get('sockets')).toMatchObject({ kind: 'ran', argv: ['netstat', '-tln'] });
    expect(sections.get('hangs')).toMatchObject({ kind: 'timed-out' });
  });
});
