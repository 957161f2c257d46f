import { expect, test } from 'vitest';

import { findingOf, findingsOf, withContainer, withText } from '../../../test/support/one-rule.ts';
import { ended, keepsStill } from '../../../test/support/troubled-container.ts';
import { volumePermissionOrSelinux as rule } from './volume-permission-or-selinux.ts';

const snapshot = ended({
  log: "sh: can't create /data/lock: Permission denied",
  inspect: {
    Config: { User: '1234' },
    Mounts: [{ Type: 'bind', Source: '/srv/uploads', Destination: '/data', RW: true }],
  },
});
const looked = withText(snapshot, 'bind-sources', 'directory full 0 0 755 0 1795348000 - /srv/uploads\n');

test('the directory, its owner and the number of the process are named', () => {
  const finding = findingOf(rule, looked);
  expect(finding).toMatchObject({ severity: 'critical', certainty: 'proven' });
  expect(finding.title).toBe('topapi may not use /data, which is /srv/uploads of the host');
  expect(finding.explanation).toContain(
    'the process runs as 1234, and /srv/uploads (a directory, owner 0:0, mode 755) does not let it',
  );
  expect(finding.fix?.commands).toContain('chown -R 1234 /srv/uploads');
});

test('what the host or Docker needs as it is, is never given away; other names are quoted', () => {
  for (const Source of ['/var/run/docker.sock', '/etc/ssl', '/home', '/']) {
    const own = withContainer(snapshot, 'topapi', {
      Mounts: [{ Type: 'bind', Source, Destination: '/data', RW: true }],
    });
    expect(findingOf(rule, own).fix?.commands.join('\n')).not.toContain('chown');
  }
  const odd = withContainer(snapshot, 'topapi', {
    Mounts: [{ Type: 'bind', Source: '/srv/my files; x', Destination: '/data', RW: true }],
  });
  expect(findingOf(rule, odd).fix?.commands).toContain("chown -R 1234 '/srv/my files; x'");
});

test('unseen it is likely', () => {
  expect(findingOf(rule, snapshot).certainty).toBe('likely');
});

test('under SELinux the label is the reason, for root too', () => {
  const labelled = withText(
    withContainer(snapshot, 'topapi', { Config: { User: '' } }),
    'bind-sources',
    'directory full 0 0 777 0 1795348000 unconfined_u:object_r:user_home_t:s0 /srv/uploads\n',
  );
  const finding = findingOf(rule, labelled);
  expect(finding.certainty).toBe('proven');
  expect(finding.fix?.commands.join('\n')).toContain('-v /srv/uploads:/data:Z');
});

test('a refusal about something that is not mounted is another cause', () => {
  expect(findingsOf(rule, ended({ log: 'bind() to 0.0.0.0:80 failed (13: Permission denied)' }))).toEqual([]);
});

keepsStill(rule, snapshot, ['docker-inspect', 'docker-logs']);
