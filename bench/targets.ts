import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SshTarget } from '../src/ssh/target.ts';
import { startSshd, type TestSshd } from '../test/support/sshd.ts';

export interface Targets {
  /** `t1`, `t2`…: names in the file for the other tools. */
  readonly names: readonly string[];
  /** A configuration file of the OpenSSH client in which every target has an entry. */
  readonly sshConfig: string;
  readonly targets: readonly SshTarget[];
  stop(): Promise<void>;
}

/** One sshd listens at no more than this many places. */
const placesOfOne = 15;

/** Many hosts that are all this machine: real sshds on the loopback that let many in at once. */
export async function startTargets(count: number): Promise<Targets> {
  const daemons: TestSshd[] = [];
  const places: { readonly sshd: TestSshd; readonly address: string }[] = [];
  while (places.length < count) {
    const addresses = Array.from(
      { length: Math.min(placesOfOne, count - places.length) },
      (_, i) => `127.0.1.${places.length + i + 1}`,
    );
    const sshd = await startSshd({
      config: [
        'MaxStartups 400',
        ...addresses.map((address) => `ListenAddress ${address}:${portOf(places.length)}`),
      ],
    });
    daemons.push(sshd);
    places.push(...addresses.map((address) => ({ sshd, address })));
  }
  const first = daemons[0];
  if (!first) throw new Error('no target was asked for');

  const known = join(first.folder, 'bench_known_hosts');
  const entries = places.map(({ sshd, address }, i) => ({
    name: `t${i + 1}`,
    address,
    port: portOf(i - (i % placesOfOne)),
    alias: `bench-${daemons.indexOf(sshd)}`,
    sshd,
  }));
  writeFileSync(known, daemons.map((sshd, i) => `bench-${i} ${sshd.hostKeys[0] ?? ''}\n`).join(''));
  const sshConfig = join(first.folder, 'ssh_config');
  writeFileSync(
    sshConfig,
    entries
      .map(({ name, address, port, alias, sshd }) =>
        [
          `Host ${name}`,
          `HostName ${address}`,
          `Port ${port}`,
          'User root',
          `HostKeyAlias ${alias}`,
          `UserKnownHostsFile ${known}`,
          `IdentityFile ${sshd.identityFile}`,
          'IdentitiesOnly yes',
          'BatchMode yes',
          'LogLevel ERROR',
          '',
        ].join('\n'),
      )
      .join('\n'),
  );
  return {
    names: entries.map(({ name }) => name),
    sshConfig,
    targets: entries.map(({ name, address, port, alias, sshd }) => ({
      name,
      address,
      port,
      user: 'root',
      identityFiles: [sshd.identityFile],
      knownHostsFiles: [known],
      hostKeyAlias: alias,
    })),
    stop: async () => {
      await Promise.all(daemons.map((sshd) => sshd.stop()));
    },
  };
}

function portOf(firstOfDaemon: number): number {
  return 22_100 + firstOfDaemon;
}
