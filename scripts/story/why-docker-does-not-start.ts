import type { Lab } from '../../test/lab/lab.ts';
import type { Scene } from './scene.ts';

import { labCases } from '../../test/lab/cases/index.ts';
import { stage } from '../../test/lab/play.ts';
import { directed } from './scene.ts';
import { steadier } from './steady.ts';
import { reportOf, screenOf } from './terminal.ts';

interface Candidate {
  /** The lab case, and the way inside it. */
  readonly id: string;
  readonly way: string;
  /** What it has to do with an update, for the page. */
  readonly how: string;
  /** The words of the journal that decide. */
  readonly says: RegExp;
}

/** In the order of likelihood after `yum update`: what a removed package leaves behind comes first. */
const CANDIDATES: readonly Candidate[] = [
  {
    id: 'flag-and-file-duplicate',
    way: "storage-driver, in the distribution's settings and in the file",
    how: 'The package now sets as a flag what somebody had set in daemon.json',
    says: /specified both as a flag and in the configuration file/,
  },
  {
    id: 'daemon-json-unknown-key',
    way: 'a key of a newer Docker',
    how: 'daemon.json was written for a newer Docker than the one that was installed',
    says: /don't match any configuration option/,
  },
  {
    id: 'package-family-swap',
    way: '--signature-verification in the settings file',
    how: "Settings of CentOS' own Docker under docker-ce's program, or the other way round",
    says: /unknown flag/,
  },
  {
    id: 'prior-driver-left-over',
    way: 'devicemapper beside overlay2',
    how: "The default storage driver changed, and the old one's data still lies there",
    says: /contains several valid graphdrivers|prior storage driver \S+ failed/,
  },
  {
    id: 'storage-driver-unsupported',
    way: 'devicemapper',
    how: 'The storage driver that is configured is no longer supported',
    says: /driver not supported/,
  },
  {
    id: 'containerd-or-runc-mismatch',
    way: 'dockerd starts a containerd of its own, which is not installed',
    how: 'Docker and containerd come from different packages now',
    says: /exec: "containerd": executable file not found/,
  },
  {
    id: 'default-bridge-creation-failed',
    way: 'bip is the address of the network',
    how: 'Attempts to move docker0 left a bip that cannot be',
    says: /failed to allocate gateway/,
  },
  {
    id: 'iptables-unusable',
    way: 'removed',
    how: 'iptables was removed or replaced while firewalls were tried out',
    says: /Iptables not found/,
  },
  {
    id: 'daemon-json-invalid',
    way: 'a comma after the last entry',
    how: 'A configuration copied from the Internet is no JSON',
    says: /invalid character/,
  },
  {
    id: 'shared-lib-skew',
    way: 'a library cut short by an update, earlier in the search path',
    how: 'A library below Docker was updated, or not updated, with it',
    says: /error while loading shared libraries/,
  },
  {
    id: 'custom-bridge-missing-after-reboot',
    way: 'bridge0',
    how: 'Not after an update but after the next reboot: a bridge made by hand with `ip link add`',
    says: /must be created manually/,
  },
];

export const whyDockerDoesNotStart: Scene = {
  name: 'docker',
  async play(lab, print) {
    const rows: string[] = [];
    for (const candidate of CANDIDATES) {
      const { line, cause, said } = await twice(() => playOne(lab, candidate));
      console.log(`  ${candidate.id}: ${cause}`);
      rows.push(`| ${candidate.how} | \`${line}\` | \`${cause}\` |`);
      if (candidate.id === 'flag-and-file-duplicate') print('likeliest', said);
    }
    print(
      'candidates',
      [
        '| What was left behind | The line that decides | What Ferryman names first |',
        '|---|---|---|',
        ...rows,
      ].join('\n'),
    );
  },
};

interface Played {
  readonly line: string;
  readonly cause: string;
  readonly said: string;
}

async function playOne(lab: Lab, { id, way, says }: Candidate): Promise<Played> {
  const labCase = labCases.find((one) => one.id === id);
  if (labCase === undefined) throw new Error(`there is no lab case ${id}`);
  const { host, config, scene } = await stage(lab, labCase, directed(way));
  try {
    if (!scene.drawn.startsWith(way)) throw new Error(`${id} was played another way: ${scene.drawn}`);
    const steady = steadier(
      new Map([
        [host.address, '203.0.113.7'],
        [host.cloud.outside, '198.51.100.1'],
      ]),
    );
    const journal = await host.must(['journalctl', '-u', 'docker', '-o', 'cat', '--no-pager']);
    const line = journal.split('\n').findLast((one) => says.test(one));
    if (line === undefined) throw new Error(`${id}: the journal says nothing of ${says}`);
    const [first] = (await reportOf(config, [host.name])).causes;
    const said = await screenOf(host, config, steady).diagnose();
    return { line: inTable(steady(line)), cause: first?.cause ?? 'none', said };
  } finally {
    await host.close();
  }
}

function inTable(line: string): string {
  return line.replaceAll('|', '\\|').replaceAll('`', "'");
}

/** A machine that stalls for seconds lets a lab host come up half; a second time decides. */
async function twice<T>(play: () => Promise<T>): Promise<T> {
  try {
    return await play();
  } catch (error) {
    console.error(`  once more: ${error instanceof Error ? error.message : String(error)}`);
    return play();
  }
}
