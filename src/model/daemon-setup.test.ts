import { expect, test } from 'vitest';

import { stdoutOf, withText } from '../../test/support/one-rule.ts';
import { recordedHost } from '../../test/support/recorded-hosts.ts';
import { viewOf } from '../../test/support/views.ts';

const { snapshot } = recordedHost('healthy-plain');
const DROP_IN = '/etc/systemd/system/docker.service.d/override.conf';

test('flags are known with the file that each is written in', () => {
  const host = withText(
    snapshot,
    'docker-sysconfig',
    '==> /etc/default/docker <==\nDOCKER_OPTS="--storage-driver overlay2 -s=aufs --debug --log-opt max-size=5m"\n',
  );
  const { flags, program } = viewOf('daemonSetup', host);
  expect(program).toEqual({ path: '/usr/sbin/dockerd', writtenIn: '/lib/systemd/system/docker.service' });
  expect(flags.map(({ name, value, writtenIn }) => `${name}=${value} ${writtenIn}`)).toEqual([
    'hosts=fd:// /lib/systemd/system/docker.service',
    'containerd=/run/containerd/containerd.sock /lib/systemd/system/docker.service',
    'storage-driver=overlay2 /etc/default/docker',
    'storage-driver=aufs /etc/default/docker',
    'debug=true /etc/default/docker',
    'log-opts=max-size=5m /etc/default/docker',
  ]);
});

test('the last ExecStart counts, with the variables of the unit itself', () => {
  const files = `${stdoutOf(snapshot, 'docker-unit-files')}\n# ${DROP_IN}\n[Service]\nEnvironment="EXTRA=-b br0"\nExecStart=\nExecStart=-/usr/bin/dockerd $EXTRA\n`;
  const { flags, program } = viewOf('daemonSetup', withText(snapshot, 'docker-unit-files', files));
  expect(program).toEqual({ path: '/usr/bin/dockerd', writtenIn: DROP_IN });
  expect(flags).toEqual([{ name: 'bridge', written: '-b', value: 'br0', writtenIn: DROP_IN }]);
});
