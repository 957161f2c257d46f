import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { facts } from '../src/facts/index.ts';
import { readHost } from '../src/flows/read-host.ts';
import { createShellPool } from '../src/ssh/pool.ts';
import { installPrograms } from '../scripts/test/programs.ts';
import { sshdMissing } from '../test/support/sshd.ts';
import { factScript } from './fact-script.ts';
import { atLeast, type Figure, type Part } from './figure.ts';
import { compare } from './measure.ts';
import { runProgram } from './run-program.ts';
import { startTargets, type Targets } from './targets.ts';

const programs = {
  '/usr/bin/ansible-playbook': 'ansible-core',
  '/usr/bin/parallel-ssh': 'pssh',
  '/usr/bin/clush': 'clustershell',
};
const many = 30;
const rounds = 3;

/** Facts that cost the host next to nothing, so that what is measured is the tool. */
const light = [
  facts.links,
  facts.addresses,
  facts.routes,
  facts['policy-rules'],
  facts.neighbours,
  facts.sysctls,
  facts.sockets,
  facts['resolv-conf'],
  facts['hosts-file'],
  facts['os-release'],
  facts.kernel,
  facts.memory,
] as const;

/** The same facts collected by what people have: Ansible, pssh and clush. */
export const otherTools: Part = {
  name: 'other-tools',
  whyNot() {
    if (sshdMissing !== undefined) return sshdMissing;
    installPrograms(programs);
    const missing = Object.entries(programs).filter(([path]) => !existsSync(path));
    return missing.length === 0 ? undefined : `not installed: ${missing.map(([, name]) => name).join(', ')}`;
  },
  async run() {
    const targets = await startTargets(many);
    const folder = mkdtempSync(join(tmpdir(), 'ferryman-bench-'));
    try {
      return [...(await againstAnsible(targets, folder)), ...(await againstFleetTools(targets, folder))];
    } finally {
      rmSync(folder, { recursive: true });
      await targets.stop();
    }
  },
};

/** From a worker that runs, over a new connection. */
async function collectFrom(targets: Targets['targets']): Promise<void> {
  const pool = createShellPool();
  await Promise.all(
    targets.map(async (target) => {
      const read = await readHost(await pool.open(target), light);
      if (read['kernel']?.status !== 'ok') throw new Error(`${target.name} was not read`);
    }),
  );
  await pool.dispose();
}

async function againstAnsible({ targets, sshConfig }: Targets, folder: string): Promise<readonly Figure[]> {
  const script = await factScript(light);
  writeFileSync(join(folder, 'facts.sh'), `#!/bin/sh\n${script}`);
  writeFileSync(join(folder, 'hosts'), 't1\n');
  const commands = light.flatMap(({ id, read }) =>
    read.kind === 'command' ? [{ name: id, command: { argv: read.candidates[0] }, failed_when: false }] : [],
  );
  writeFileSync(join(folder, 'commands.yml'), play(commands));
  writeFileSync(join(folder, 'script.yml'), play([{ name: 'facts', script: join(folder, 'facts.sh') }]));
  const ansible = (playbook: string, pipelining: boolean): Promise<void> =>
    runProgram(['ansible-playbook', '-i', join(folder, 'hosts'), join(folder, playbook)], '', {
      ANSIBLE_SSH_ARGS: `-F ${sshConfig} -o ControlMaster=auto -o ControlPersist=60s -o ControlPath=${folder}/%r@%h`,
      ANSIBLE_PIPELINING: String(pipelining),
      ANSIBLE_LOCALHOST_WARNING: 'False',
      ANSIBLE_LOCAL_TEMP: folder,
    });
  // A worker that runs has done this before.
  await collectFrom(targets.slice(0, 1));
  const ms = await compare(rounds, {
    own: () => collectFrom(targets.slice(0, 1)),
    commands: () => ansible('commands.yml', false),
    script: () => ansible('script.yml', true),
  });
  const figure = (bar: number, name: string, theirs: number): Figure =>
    atLeast(bar, {
      name,
      value: theirs / ms.own,
      unit: '× faster',
      reference: `${ms.own.toFixed(0)} ms; Ansible ${theirs.toFixed(0)} ms`,
    });
  return [
    figure(20, `${light.length} facts of one host, against Ansible command tasks`, ms.commands),
    figure(4, `${light.length} facts of one host, against one pipelined Ansible script task`, ms.script),
  ];
}

async function againstFleetTools(
  { names, targets, sshConfig }: Targets,
  folder: string,
): Promise<readonly Figure[]> {
  const script = await factScript(light);
  const hosts = join(folder, 'fleet');
  writeFileSync(hosts, names.map((name) => `${name}\n`).join(''));
  const pssh = (...more: string[]) =>
    runProgram(
      [
        'parallel-ssh',
        '-h',
        hosts,
        '-p',
        '32',
        '-t',
        '120',
        '-x',
        ['-F', sshConfig, ...more].join(' '),
        '-I',
        'sh -s',
      ],
      script,
    );
  const clush = (...more: string[]) =>
    runProgram(
      [
        'clush',
        '-S',
        '-q',
        '-f',
        '32',
        '-w',
        names.join(','),
        '-o',
        ['-F', sshConfig, ...more].join(' '),
        'sh -s',
      ],
      script,
    );
  const ourKex = ['-o', 'KexAlgorithms=curve25519-sha256'];
  const ms = await compare(rounds, {
    own: () => collectFrom(targets),
    pssh: () => pssh(),
    psshSameKex: () => pssh(...ourKex),
    clush: () => clush(),
    clushSameKex: () => clush(...ourKex),
  });
  const figure = (tool: string, theirs: number, sameKex: number): Figure =>
    atLeast(1, {
      name: `${light.length} facts of ${many} hosts, against ${tool}`,
      value: theirs / ms.own,
      unit: '× faster',
      reference: `${ms.own.toFixed(0)} ms; ${tool} ${theirs.toFixed(0)} ms, of which its default key exchange ${(theirs - sameKex).toFixed(0)} ms: with ours ${(sameKex / ms.own).toFixed(2)} ×`,
    });
  return [figure('pssh', ms.pssh, ms.psshSameKex), figure('clush', ms.clush, ms.clushSameKex)];
}

function play(tasks: readonly object[]): string {
  return JSON.stringify([{ hosts: 'all', gather_facts: false, tasks }]);
}
