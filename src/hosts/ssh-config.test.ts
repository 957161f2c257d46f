import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { tell } from '../text/tell.ts';
import type { Imported } from './draft.ts';
import type { Host } from './host.ts';
import { linkHosts } from './link.ts';
import { importSshConfig } from './ssh-config.ts';
import { readSshConfigLines } from './ssh-config-lines.ts';
import { settingsFor } from './ssh-config-settings.ts';

const recordedHome = fileURLToPath(new URL('recorded/home', import.meta.url));

function contextOf(home: string) {
  return {
    env: { KEYS: 'keys' },
    home,
    user: 'me',
    knownHosts: [join(home, '.ssh/known_hosts'), '/etc/ssh/ssh_known_hosts'] as const,
    show: (path: string) => path.replace(home, '~'),
  };
}

async function importText(
  text: string,
  files: Record<string, string> = {},
): Promise<Imported & { home: string }> {
  const home = await mkdtemp(join(tmpdir(), 'ferryman-ssh-config-'));
  await mkdir(join(home, '.ssh'));
  await writeFile(join(home, '.ssh/config'), text);
  for (const [name, content] of Object.entries(files)) await writeFile(join(home, '.ssh', name), content);
  return { ...(await importSshConfig(join(home, '.ssh/config'), contextOf(home))), home };
}

/** `name[address:port, user] via …`, for hosts and their bastions. */
function way(host: Host): string {
  if (host.via.kind !== 'ssh') return host.via.kind;
  const { address, port, user, jump } = host.via;
  return `${user}@${address}:${port}${jump ? ` via ${way(jump)}` : ''}`;
}

describe('an OpenSSH client configuration', () => {
  it('gives the values that ssh -G gives', async () => {
    // recorded/ssh-G.txt: OpenSSH 9.2p1, `ssh -G -F config <name>`, the lines compared here.
    const blocks = (await readFile(join(recordedHome, '../ssh-G.txt'), 'utf8')).split(/^(?=host )/m);
    const context = contextOf(recordedHome);
    const lines = await readSshConfigLines(join(recordedHome, '.ssh/config'), context);
    for (const block of blocks) {
      const said = block.trimEnd().split('\n');
      const alias = said[0]?.replace('host ', '') ?? '';
      const settings = settingsFor(alias, lines, 'me', () => {});
      const one = (keyword: string): string[] => {
        const value = settings.first.get(keyword)?.join(' ');
        return value === undefined || value === 'none' ? [] : [`${keyword} ${value}`];
      };
      const read = [
        `host ${alias}`,
        ...one('user'),
        `hostname ${settings.hostName}`,
        ...one('port'),
        ...one('hostkeyalias'),
        ...settings.identityFiles.map((file) => `identityfile ${file}`),
        ...one('proxyjump'),
        ...one('proxycommand').map((text) => text.replace(/"/g, '')),
      ];
      expect(read.toSorted()).toEqual(said.map((line) => line.replace(/"/g, '')).toSorted());
    }
  });

  it('gives every name that a Host line spells out, with its whole way there', async () => {
    const { drafts, refused } = await importSshConfig(
      join(recordedHome, '.ssh/config'),
      contextOf(recordedHome),
    );
    const { hosts, problems } = linkHosts(drafts);
    expect(problems).toEqual([]);
    // `Host *` sends the gate through the bastion as well, and that is the way that ssh takes.
    const gate = 'deploy@gate.example.com:2200 via jump@198.51.100.1:9022';
    expect(Object.fromEntries(hosts.map((host) => [host.name, way(host)]))).toEqual({
      bastion: 'jump@198.51.100.1:9022',
      'hz-shop': 'everyone@203.0.113.7:2222 via jump@198.51.100.1:9022',
      'web-1': `everyone@web-1.example.com:2022 via jump@198.51.100.1:9022 via ${gate}`,
      'web-old': 'everyone@web-old:2022 via jump@198.51.100.1:9022',
      web2: `everyone@web2.example.com:2022 via jump@198.51.100.1:9022 via ${gate}`,
      six: 'everyone@2001:db8::7:9022 via jump@198.51.100.1:9022',
      'first-wins': 'everyone@first-wins:9022 via jump@198.51.100.1:9022',
      plain: 'everyone@plain:9022',
    });
    expect(
      refused.map(({ name, because, source }) => ({ name, because: tell(because, 'en'), source })),
    ).toEqual([
      {
        name: 'tunnelled',
        because: 'its ProxyCommand is not run: name the bastion with ProxyJump instead',
        source: '~/.ssh/config:20',
      },
    ]);
  });

  it('never runs a command of the file', async () => {
    const { home, drafts, notes } = await importText(
      'Match exec "touch ~/ran; touch %d/ran"\n  User evil\nMatch final all\n  User evil\nHost a\n  HostName 192.0.2.1\n' +
        '  CanonicalizeHostname yes\n  CanonicalDomains example.com\n  KnownHostsCommand /bin/false\n',
    );
    expect(existsSync(join(home, 'ran'))).toBe(false);
    expect(drafts.map(({ name, via }) => [name, via.kind === 'ssh' && via.user])).toEqual([['a', 'me']]);
    expect(notes).toContain('~/.ssh/config:1: "Match exec" is not evaluated, so its block is left out');
  });

  it('offers only key files that exist and expands tokens and variables in their names', async () => {
    const { drafts, notes, home } = await importText(
      'Host a\n  IdentityFile ~/.ssh/%r_key\n  IdentityFile ~/.ssh/gone\n  IdentityFile %d/.ssh/${KEYS}\n  User root\n',
      { root_key: '', keys: '' },
    );
    expect(drafts[0]?.via).toMatchObject({
      identityFiles: [join(home, '.ssh/root_key'), join(home, '.ssh/keys')],
    });
    expect(notes).toEqual(['a: IdentityFile ~/.ssh/gone is left out, there is no such file']);
  });

  it('keeps a file for pinned keys where the entry has thrown its own away', async () => {
    const { drafts, home, notes } = await importText(
      'Host a\n  UserKnownHostsFile /dev/null\n  StrictHostKeyChecking no\nHost b\n  UserKnownHostsFile ~/.ssh/kh_b\n',
    );
    expect(drafts.map(({ via }) => via.kind === 'ssh' && via.knownHostsFiles)).toEqual([
      [join(home, '.ssh/known_hosts'), '/etc/ssh/ssh_known_hosts'],
      [join(home, '.ssh/kh_b'), '/etc/ssh/ssh_known_hosts'],
    ]);
    expect(notes).toEqual(['a: StrictHostKeyChecking is ignored, host keys are always verified']);
  });

  it('names a circle of jump hosts instead of going round in it', async () => {
    const { drafts, refused } = await importText(
      'Host a\n  ProxyJump b\nHost b\n  ProxyJump a\nHost c\n  ProxyJump x@d\nHost d\n  ProxyJump x@c\n',
    );
    const { hosts, problems } = linkHosts(drafts);
    expect(hosts).toEqual([]);
    expect(problems.map(({ says }) => tell(says, 'en'))).toEqual([
      'the jump hosts go in a circle (a → b → a): take one of these jump lines out',
      'the jump hosts go in a circle (b → a → b): take one of these jump lines out',
    ]);
    expect(refused.map(({ because }) => tell(because, 'en'))).toEqual([
      'its jump host d cannot be used: its ProxyJump goes in a circle: c → d → c',
      'its jump host c cannot be used: its ProxyJump goes in a circle: d → c → d',
    ]);
  });

  it('says which file cannot be read, without quoting it', async () => {
    const { broken } = await importText('Host a\n  User "hunter2\n');
    expect(broken).toEqual([
      {
        file: '~/.ssh/config',
        line: 1,
        says: '~/.ssh/config: a quote is not closed, or a keyword has no value',
      },
    ]);
  });

  it('stops at an Include that includes itself', async () => {
    const { broken } = await importText('Include config\n');
    expect(broken.map(({ says }) => tell(says, 'en'))).toEqual([
      '~/.ssh/config: Include goes deeper than 16 files',
    ]);
  });
});
