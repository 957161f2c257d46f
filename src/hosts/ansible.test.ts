import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { tell } from '../text/tell.ts';
import type { Imported } from './draft.ts';
import { importAnsible, parseAnsible } from './ansible.ts';
import { linkHosts } from './link.ts';

// recorded/shop.*.json: ansible-inventory -i shop.* --list, ansible-core 2.14.18.
const recorded = (name: string): string => fileURLToPath(new URL(`recorded/${name}`, import.meta.url));

const Listing = z
  .looseObject({ _meta: z.object({ hostvars: z.record(z.string(), z.record(z.string(), z.unknown())) }) })
  .catchall(z.object({ hosts: z.array(z.string()).optional(), children: z.array(z.string()).optional() }));

const settings = [
  'ansible_host',
  'ansible_port',
  'ansible_user',
  'ansible_connection',
  'ansible_ssh_common_args',
];
settings.push('ansible_private_key_file', 'ansible_ssh_private_key_file');

const context = {
  env: {},
  home: '/home/me',
  user: 'me',
  knownHosts: ['/home/me/.ssh/known_hosts'] as const,
  show: (path: string) => path.replace(/.*\//, ''),
};

describe.each(['shop.ini', 'shop.yaml'])('%s', (file) => {
  it('says of every host what ansible-inventory says', async () => {
    const { _meta, ...groups } = Listing.parse(JSON.parse(await readFile(recorded(`${file}.json`), 'utf8')));
    const inventory = parseAnsible(await readFile(recorded(file), 'utf8'), extname(file));
    expect(inventory.broken).toEqual([]);
    const names = new Set(Object.values(groups).flatMap(({ hosts }) => hosts ?? []));
    expect([...inventory.hosts.keys()].toSorted()).toEqual([...names].toSorted());
    for (const name of names) {
      const expected = Object.entries(_meta.hostvars[name] ?? {})
        .filter(([key]) => settings.includes(key))
        .map(([key, value]) => [key, String(value)]);
      const read = [...inventory.varsOf(name)].filter(([key]) => settings.includes(key));
      expect({ name, ...Object.fromEntries(read) }).toEqual({ name, ...Object.fromEntries(expected) });
    }
  });

  it('puts every host into the groups into which Ansible puts it', async () => {
    const { _meta, ...groups } = Listing.parse(JSON.parse(await readFile(recorded(`${file}.json`), 'utf8')));
    const inventory = parseAnsible(await readFile(recorded(file), 'utf8'), extname(file));
    const membersOf = (group: string): string[] => [
      ...(groups[group]?.hosts ?? []),
      ...(groups[group]?.children ?? []).flatMap(membersOf),
    ];
    for (const name of inventory.hosts.keys()) {
      const expected = Object.keys(groups).filter(
        (group) => group !== 'all' && group !== 'ungrouped' && membersOf(group).includes(name),
      );
      expect({ name, groups: inventory.groupsOf(name).toSorted() }).toEqual({
        name,
        groups: expected.toSorted(),
      });
    }
  });
});

describe('hosts of an Ansible inventory', () => {
  it('come with address, login, bastion, groups as tags and the line that names them', async () => {
    const { drafts, refused, broken } = await importAnsible(recorded('shop.ini'), context);
    expect(broken).toEqual([]);
    expect(refused).toEqual([]);
    const { hosts, problems } = linkHosts(drafts);
    expect(problems).toEqual([]);
    expect(hosts.find(({ name }) => name === 'db-b')).toMatchObject({
      tags: ['db', 'shop'],
      source: 'shop.ini:12',
      via: {
        kind: 'ssh',
        address: 'db-b',
        port: 2300,
        user: 'sql admin',
        identityFiles: ['/home/me/.ssh/db key'],
        jump: { name: 'gate.example.com', via: { port: 2222, user: 'jump' } },
      },
    });
    expect(hosts.find(({ name }) => name === 'localhost')?.via).toEqual({ kind: 'local' });
  });

  it('are refused where Ansible would fill in a template, open a vault, run a command or leave SSH', async () => {
    const { drafts, refused } = await importText(
      [
        'a ansible_host="{{ ip }}"',
        'b ansible_connection=winrm',
        'c ansible_ssh_common_args="-o ProxyCommand=\'ssh -W %h:%p gate\'"',
        'd ansible_port=ssh',
        'e ansible_host=10.0.0.0/24',
        'f ansible_user="$ANSIBLE_VAULT;1.1"',
        '2001:db8::1',
        'fine',
      ].join('\n'),
    );
    expect(drafts).toMatchObject([{ name: 'fine', via: { address: 'fine', port: 22, user: 'me' } }]);
    expect(Object.fromEntries(refused.map(({ name, because }) => [name, tell(because, 'en')]))).toEqual({
      a: 'one of its connection settings is a template, and Ferryman fills in none',
      b: 'it is reached by "winrm", and Ferryman speaks SSH only',
      c: 'the ProxyCommand of its ansible_ssh_common_args is not run: name the bastion with -J instead',
      d: '"ssh" is no port',
      e: '"10.0.0.0/24" is no address',
      f: 'one of its connection settings is in a vault',
      '2001:db8::1': 'its name is none that Ferryman takes: letters, digits, . _ -',
    });
  });

  it('pass through the bastions that -J names, in order', async () => {
    const { drafts } = await importText(
      'db ansible_ssh_extra_args="-J root@192.0.2.1:2222,192.0.2.2 -o Ciphers=x"',
    );
    expect(linkHosts(drafts).hosts[0]?.via).toMatchObject({
      jump: {
        via: {
          address: '192.0.2.2',
          user: 'me',
          jump: { via: { address: '192.0.2.1', port: 2222, user: 'root' } },
        },
      },
    });
  });

  it('report every line that cannot be read, and never what is written in it', async () => {
    const { broken } = await importText(
      [
        '[web]',
        'x hunter2',
        'web[3:1',
        'web[01:100]',
        'y "hunter2',
        '[web:frobs]',
        '[db:vars]',
        '[a b]',
        'z',
      ].join('\n'),
    );
    expect(broken.map(({ line, says }) => `${line}: ${says}`)).toEqual([
      '2: a word after the host is no key=value',
      '4: the range [01:100] pads its ends with zeros to different lengths',
      '5: a quote is not closed',
      '6: [web:frobs] is no kind of section: write :children or :vars',
      '8: is no section: write [group], [group:children] or [group:vars], without spaces',
      '9: is no variable: write key=value',
      '7: [db:vars] names the group db, which is defined nowhere',
    ]);
  });

  it('are not read from YAML that leads nowhere', async () => {
    const { broken } = await importText('all:\n  hosts: { a: { <<: *nowhere } }\n', 'hosts.yml');
    expect(broken).toEqual([{ file: 'hosts.yml', line: 1, says: expect.stringContaining('cannot be read') }]);
  });

  it('are not asked of a program', async () => {
    const { broken } = await importText('#!/bin/sh\necho "{}"\n');
    expect(broken[0]?.says).toMatch(/^is a program, and Ferryman runs none/);
  });
});

async function importText(text: string, name = 'hosts.ini'): Promise<Imported> {
  const folder = await mkdtemp(join(tmpdir(), 'ferryman-ansible-'));
  await writeFile(join(folder, name), text);
  return importAnsible(join(folder, name), context);
}
