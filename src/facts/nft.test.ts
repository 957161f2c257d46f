import { expect, test } from 'vitest';

import { read, recorded, unreadOf } from '../../test/facts/recorded.ts';
import { nft } from './nft.ts';

test('the JSON of nft gives tables, chains with their hooks, rules and sets', () => {
  // nft 1.0.6
  const text = `# nft
# iptables ip filter
# iptables ip nat
{"nftables": [{"metainfo": {"version": "1.0.6", "release_name": "Lester Gooch #5", "json_schema_version": 1}}, {"table": {"family": "inet", "name": "my", "handle": 6}}, {"set": {"family": "inet", "name": "blocked", "table": "my", "type": "ipv4_addr", "handle": 1, "flags": ["interval"], "elem": [{"prefix": {"addr": "10.1.0.0", "len": 16}}, "10.2.0.1"]}}, {"chain": {"family": "inet", "table": "my", "name": "pre", "handle": 2, "type": "nat", "hook": "prerouting", "prio": -100, "policy": "accept"}}, {"rule": {"family": "inet", "table": "my", "chain": "pre", "handle": 3, "expr": [{"match": {"op": "==", "left": {"payload": {"protocol": "tcp", "field": "dport"}}, "right": 8080}}, {"dnat": {"family": "ip", "addr": "10.0.0.5", "port": 80}}]}}]}
`;
  expect(read(nft, text)).toEqual({
    tables: [{ family: 'inet', name: 'my' }],
    chains: [
      {
        family: 'inet',
        table: 'my',
        name: 'pre',
        type: 'nat',
        hook: 'prerouting',
        priority: -100,
        policy: 'accept',
      },
    ],
    rules: [
      {
        family: 'inet',
        table: 'my',
        chain: 'pre',
        handle: 3,
        expr: [
          { match: { op: '==', left: { payload: { protocol: 'tcp', field: 'dport' } }, right: 8080 } },
          { dnat: { family: 'ip', addr: '10.0.0.5', port: 80 } },
        ],
      },
    ],
    sets: [
      {
        family: 'inet',
        table: 'my',
        name: 'blocked',
        elements: [{ prefix: { addr: '10.1.0.0', len: 16 } }, '10.2.0.1'],
      },
    ],
    ownedByIptables: ['ip filter', 'ip nat'],
  });
});

test('where nft has no JSON its text is read, rule by rule', () => {
  // nft 1.0.6, `nft -a list table inet my`
  const text = `# nft
table inet my { # handle 6
	set blocked { # handle 1
		type ipv4_addr
		flags interval
		elements = { 10.1.0.0/16, 10.2.0.1 }
	}

	chain pre { # handle 2
		type nat hook prerouting priority dstnat; policy accept;
		tcp dport 8080 dnat ip to 10.0.0.5:80 # handle 3
	}

	chain late { # handle 4
		type filter hook forward priority filter + 10; policy drop;
		ip saddr @blocked counter packets 0 bytes 0 drop comment "no way" # handle 5
	}

	chain plain { # handle 7
	}
}
`;
  expect(read(nft, text)).toEqual({
    tables: [{ family: 'inet', name: 'my' }],
    chains: [
      {
        family: 'inet',
        table: 'my',
        name: 'pre',
        type: 'nat',
        hook: 'prerouting',
        priority: -100,
        policy: 'accept',
      },
      {
        family: 'inet',
        table: 'my',
        name: 'late',
        type: 'filter',
        hook: 'forward',
        priority: 10,
        policy: 'drop',
      },
      { family: 'inet', table: 'my', name: 'plain' },
    ],
    rules: [
      { family: 'inet', table: 'my', chain: 'pre', handle: 3, text: 'tcp dport 8080 dnat ip to 10.0.0.5:80' },
      {
        family: 'inet',
        table: 'my',
        chain: 'late',
        handle: 5,
        text: 'ip saddr @blocked counter packets 0 bytes 0 drop comment "no way"',
        comment: 'no way',
      },
    ],
    sets: [{ family: 'inet', table: 'my', name: 'blocked', elements: ['10.1.0.0/16', '10.2.0.1'] }],
    ownedByIptables: [],
  });
});

test('on the recorded host iptables owns all of nf_tables', () => {
  expect(read(nft, recorded('nft'))).toEqual({
    tables: [],
    chains: [],
    rules: [],
    sets: [],
    ownedByIptables: ['ip nat', 'ip filter'],
  });
});

test('what it cannot read is kept aside, a kind of object that it does not know included', () => {
  expect(
    unreadOf(
      nft,
      '{"nftables": [{"flowtable": {"family": "inet", "table": "my", "name": "f"}}]}\n{"nft\nwhat\n',
    ),
  ).toEqual(['{"flowtable":{"family":"inet","table":"my","name":"f"}}', '{"nft', 'what']);
});
