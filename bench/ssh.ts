import { join } from 'node:path';
import { facts } from '../src/facts/index.ts';
import { diagnose } from '../src/flows/diagnose.ts';
import { readHost } from '../src/flows/read-host.ts';
import { createShellPool, type ShellPool } from '../src/ssh/pool.ts';
import { whyNoLab } from '../test/lab/skip.ts';
import { factScript } from './fact-script.ts';
import { atMost, type Figure, type Part } from './figure.ts';
import { onBenchHost, type BenchHost } from './lab-host.ts';
import { compare } from './measure.ts';
import { runProgram } from './run-program.ts';

const rounds = 9;

/** One host from a running worker, against the OpenSSH client with the same script. */
export const overSsh: Part = {
  name: 'ssh',
  whyNot: whyNoLab,
  run: () => onBenchHost(measure),
};

async function measure({ host, lab, target, ssh, login }: BenchHost): Promise<readonly Figure[]> {
  const all = Object.values(facts);
  const script = await factScript();
  const control = join(lab.directory, 'control');
  const kept = createShellPool();
  const warm = await kept.open(target);
  await runProgram([...ssh, '-M', '-S', control, '-o', 'ControlPersist=600', login, 'true']);

  // A worker that runs has done this before.
  await diagnose({ host }, { shells: kept });
  const ms = await compare(rounds, {
    sshCold: () => runProgram([...ssh, login, 'sh', '-s'], script),
    sshColdSameKex: () =>
      runProgram([...ssh, '-o', 'KexAlgorithms=curve25519-sha256', login, 'sh', '-s'], script),
    factsCold: () => cold(async (pool) => readHost(await pool.open(target), all)),
    diagnoseCold: () => cold((pool) => diagnose({ host }, { shells: pool })),
    sshWarm: () => runProgram([...ssh, '-S', control, login, 'sh', '-s'], script),
    factsWarm: () => readHost(warm, all),
    diagnoseWarm: () => diagnose({ host }, { shells: kept }),
  });
  await runProgram([...ssh, '-S', control, '-O', 'exit', login]);
  await kept.dispose();

  const coldTool = 'ssh host sh -s < the same script:';
  const warmTool = 'the same over ControlMaster:';
  return [
    figure(1, 'Facts of one host, cold', ms.factsCold, ms.sshCold, coldTool),
    figure(
      1,
      'Facts of one host, cold, ssh told to use our key exchange',
      ms.factsCold,
      ms.sshColdSameKex,
      coldTool,
    ),
    figure(1, 'Facts of one host, warm', ms.factsWarm, ms.sshWarm, warmTool),
    figure(1.5, 'Whole diagnosis, six published ports, cold', ms.diagnoseCold, ms.sshCold, coldTool),
    figure(1.5, 'Whole diagnosis, six published ports, warm', ms.diagnoseWarm, ms.sshWarm, warmTool),
  ];
}

/** With a connection of its own, made and ended. */
async function cold(work: (pool: ShellPool) => Promise<unknown>): Promise<void> {
  const pool = createShellPool();
  await work(pool);
  await pool.dispose();
}

function figure(bar: number, name: string, own: number, theirs: number, tool: string): Figure {
  const reference = `${own.toFixed(0)} ms; ${tool} ${theirs.toFixed(0)} ms`;
  return atMost(bar, { name, value: own / theirs, unit: '×', reference });
}
