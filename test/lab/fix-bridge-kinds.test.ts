import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { runCli } from '../../src/cli/program.ts';
import { readEnvironment } from '../../src/config/environment.ts';
import { FixAnswer } from '../../src/report/fix.ts';
import { captureTerminal } from '../support/captured-terminal.ts';
import { configurationFor } from './ask.ts';
import { serve } from './containers.ts';
import { openLab, type Lab, type LabHost } from './lab.ts';
import { fingerprint } from './play.ts';
import { expectOutside } from './proof.ts';
import { whyNoLab } from './skip.ts';

const FILE = '/etc/docker/daemon.json';
const OLD = '{"bip": "192.168.0.1/24"}\n';

interface Kind {
  readonly name: string;
  readonly arrange: string;
  readonly mend: string;
  /** Must stand in the refusal, or in the plan's JSON. */
  readonly says: RegExp;
  readonly exitCode: 1 | 3;
}

const refused = { exitCode: 3 } as const;
const planned = { exitCode: 1 } as const;
/** Written an hour ago, so that it is what Docker started with, as far as anybody can tell. */
const text = (content: string) => `printf '%s' '${content}' >${FILE}; touch -d '1 hour ago' ${FILE}`;
const back = text(OLD);
const restart =
  'systemctl daemon-reload; systemctl reset-failed docker docker.socket; systemctl restart docker';

const unit = (name: string, needs: string, ...lines: readonly string[]) =>
  `printf '%s\\n' '[Unit]' 'Requires=${needs}' '[Service]' ${lines.map((line) => `'${line}'`).join(' ')} >'/etc/systemd/system/${name}.service'`;

/** On one host that is arranged, asked for a plan, and mended again. */
const KINDS: readonly Kind[] = [
  {
    name: 'without a file: Docker remembers',
    arrange: `rm ${FILE}`,
    mend: back,
    says: /\+ {2}\\"bip\\": \\"172/,
    ...planned,
  },
  { name: 'with an empty file', arrange: text(''), mend: back, says: /is empty/, ...planned },
  {
    name: 'with an invalid file',
    arrange: text('{"bip": "1",}'),
    mend: back,
    says: /is invalid/,
    ...refused,
  },
  {
    name: 'whose file was changed after Docker started',
    arrange: `echo '{"debug": true}' >${FILE}`,
    mend: back,
    says: /changed after|after Docker/,
    ...refused,
  },
  {
    name: 'whose file is a link',
    arrange: `mkdir -p /srv/etc; mv ${FILE} /srv/etc/docker.json; ln -s /srv/etc/docker.json ${FILE}; touch -h -d '1 hour ago' ${FILE}`,
    mend: `rm ${FILE}; mv /srv/etc/docker.json ${FILE}`,
    says: /"path": "\/srv\/etc\/docker.json"/,
    ...planned,
  },
  {
    name: 'whose file is a link to nowhere',
    arrange: `rm ${FILE}; ln -s /srv/nowhere.json ${FILE}`,
    mend: `rm ${FILE}; ${back}`,
    says: /is a link to \/srv\/nowhere\.json, which is not there/,
    ...refused,
  },
  {
    name: 'whose folder is mounted to be read alone',
    arrange: 'mount --bind /etc/docker /etc/docker; mount -o remount,bind,ro /etc/docker',
    mend: 'umount /etc/docker',
    says: /mounted to be read alone/,
    ...refused,
  },
  {
    name: 'whose file Ansible writes',
    arrange: 'touch /etc/docker/.ansible-managed',
    mend: 'rm /etc/docker/.ansible-managed',
    says: /managed by Ansible/,
    ...refused,
  },
  {
    name: 'with the address as a flag in a drop-in of the unit',
    arrange: `rm ${FILE}; printf '[Service]\\nExecStart=\\nExecStart=/usr/sbin/dockerd -H fd:// --bip 192.168.0.1/24\\n' >/etc/systemd/system/docker.service.d/bip.conf; ${restart}; docker start late`,
    mend: `rm /etc/systemd/system/docker.service.d/bip.conf; ${back}; ${restart}; docker start late`,
    says: /--bip.*docker\.service\.d\/bip\.conf|docker\.service\.d\/bip\.conf.*--bip/s,
    ...refused,
  },
  {
    name: 'with the address in /etc/sysconfig/docker-network, as CentOS 7 has it',
    arrange: `rm ${FILE}; mkdir -p /etc/sysconfig; echo "DOCKER_NETWORK_OPTIONS='--bip=192.168.0.1/24'" >/etc/sysconfig/docker-network
      printf '[Service]\\nEnvironmentFile=-/etc/sysconfig/docker-network\\nExecStart=\\nExecStart=/usr/sbin/dockerd -H fd:// $DOCKER_NETWORK_OPTIONS\\n' >/etc/systemd/system/docker.service.d/centos.conf; ${restart}; docker start late`,
    mend: `rm -r /etc/sysconfig /etc/systemd/system/docker.service.d/centos.conf; ${back}; ${restart}; docker start late`,
    says: /\/etc\/sysconfig\/docker-network/,
    ...refused,
  },
  {
    name: 'with a container that Docker deletes when it stops',
    arrange: 'docker run -d --rm --name passing --stop-timeout 1 shop/base:1 sleep 100000',
    mend: 'docker rm -f passing',
    says: /passing.*--rm|--rm.*passing/s,
    ...refused,
  },
  {
    name: 'that keeps its containers running while Docker restarts',
    arrange: `${text('{"bip": "192.168.0.1/24", "live-restore": true}')}; systemctl reload docker; touch -d '1 hour ago' ${FILE}`,
    mend: `${back}; systemctl reload docker`,
    says: /live-restore/,
    ...planned,
  },
  {
    name: 'with a unit that stops with Docker, and one that stops with that',
    arrange: `${unit('shop-watch', 'docker.service', 'ExecStart=/bin/sleep 1000000')}
      ${unit('shop-behind', 'shop-watch.service', 'ExecStart=/bin/sleep 1000000')}; systemctl start shop-behind`,
    mend: 'systemctl stop shop-watch shop-behind; rm /etc/systemd/system/shop-*; systemctl daemon-reload',
    says: /"units": \[\s*"shop-behind\.service",\s*"shop-watch\.service"\s*\]/,
    ...planned,
  },
  {
    name: 'with a unit that deletes containers when it stops with Docker',
    arrange: `mkdir /opt/shop; printf '%s\\n' '#!/bin/sh' 'docker compose -f /opt/shop/all.yml down' >/opt/shop/stop; chmod +x /opt/shop/stop
      ${unit('shop-my\\x2dstack', 'docker.service', 'Type=oneshot', 'RemainAfterExit=yes', 'ExecStart=/bin/true', 'ExecStop=/opt/shop/stop')}
      systemctl start 'shop-my\\x2dstack'`,
    mend: "rm /opt/shop/stop; systemctl stop 'shop-my\\x2dstack'; rm -r /etc/systemd/system/shop-* /opt/shop; systemctl daemon-reload",
    says: /shop-my\\\\x2dstack\.service stops and starts with docker\.service, and what it runs then says \\"down\\"/,
    ...refused,
  },
  {
    name: 'whose file is immutable',
    arrange: `chattr +i ${FILE}`,
    mend: `chattr -i ${FILE}`,
    says: /immutable/,
    ...refused,
  },
];

describe.skipIf(whyNoLab() !== undefined)('a plan is asked for a host', () => {
  let lab: Lab;
  let host: LabHost;
  let config: string;

  beforeAll(async () => {
    lab = await openLab();
    host = await lab.boot('hz-shop', {
      subnet: '192.168.0.0/24',
      address: '192.168.0.10',
      files: { [FILE]: OLD, '/etc/systemd/system/docker.service.d/none.conf': '' },
    });
    await serve(host, { name: 'early', listen: 80, publish: ['8081:80'], extra: ['--restart', 'always'] });
    await serve(host, { name: 'late', listen: 80, publish: ['8082:80'] });
    await expectOutside(host, 8081, 'times out');
    config = await configurationFor(host);
  });
  afterAll(() => lab?.close());

  test.each(KINDS)('$name', async ({ name, arrange, mend, says, exitCode }) => {
    if (name.includes('immutable') && (await host.run(['sh', '-c', arrange])).code !== 0) {
      console.log('This file system knows no immutable bit.');
      return;
    }
    if (!name.includes('immutable')) await host.sh(arrange);
    try {
      const before = await fingerprint(host);
      const terminal = captureTerminal();
      const code = await runCli(['fix-bridge', 'hz-shop', '--plan', '--json', '--config', config], {
        environment: readEnvironment(),
        terminal,
      });
      const said = terminal.out();
      expect({ code, said, err: terminal.err() }).toMatchObject({
        code: exitCode,
        said: expect.stringMatching(says),
      });
      expect(FixAnswer.parse(JSON.parse(said)).kind).toBe(exitCode === 3 ? 'refused' : 'plan');
      expect(await fingerprint(host)).toEqual(before);
    } finally {
      await host.sh(mend);
    }
  });
});
