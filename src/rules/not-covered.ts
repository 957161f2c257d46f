/** A cause that one host, looked at from itself and from a worker, cannot show. */
export interface NotCovered {
  readonly id: string;
  /** Why not: one sentence. */
  readonly because: string;
}

/** Causes of the catalogue without a rule; nothing else is left out. */
export const notCovered: readonly NotCovered[] = [
  {
    id: 'boot-race-docker-before-nic',
    because:
      'Whether Docker or the network card was first at some earlier boot is not in what a host still tells; the overlap that comes of it is named, and its cure (a fixed bip) is the same.',
  },
  {
    id: 'vxlan-or-overlay-peer-blocked',
    because:
      'Packets between the nodes of a swarm or cluster go from node to node; one host and a worker see neither the other node nor what lies between.',
  },
  {
    id: 'host-input-drop-is-irrelevant',
    because:
      'It is no cause: INPUT never sees packets that Docker translates towards a container. The lab holds a healthy host with such a rule.',
  },
  {
    id: 'dns-search-domain',
    because:
      'How long a search list makes look-ups take, and which of several answers an application meant, depends on the names that it asks for; the host does not know them.',
  },
  {
    id: 'musl-resolver',
    because:
      "It is how one C library asks (in parallel, without TCP before 1.2.4); which library an application's image holds, and which names it asks for, is not read.",
  },
  {
    id: 'http-500-with-healthy-network',
    because:
      "It is a principle, not a cause: where TCP, TLS and login succeed, the rules about routes and firewalls stay silent, and what the application's log says is told instead.",
  },
  {
    id: 'db-version-unavailable-in-target',
    because:
      "Which versions a region sells stands in the cloud's price list and nowhere on the host; what a newer server breaks shows as sqlserver-tls-prelogin or sqlserver-4060.",
  },
  {
    id: 'cloud-init-reset',
    because:
      'cloud-init leaves a host that works, with another name and other keys; nothing on it says which of them somebody misses.',
  },
  {
    id: 'duplicate-machine-id',
    because: 'It takes two hosts to be equal; what the copy leads to on one of them shows as duplicate-ip.',
  },
  {
    id: 'double-consumers',
    because:
      'That the old host works through the same queue can be seen at the broker or the database, not on the new host.',
  },
  {
    id: 'old-host-still-gets-traffic',
    because:
      'A host that nobody asks looks the same as one that nobody needs; where names and load balancers lead to is not known to it.',
  },
  {
    id: 'data-disk-not-in-image',
    because:
      'Only the old host knows what was on the disk that was left behind; what is missing here shows as fstab-uuid, bind-source-missing or data-root-not-mounted.',
  },
  {
    id: 'ssh-host-key-changed',
    because:
      'It ends the diagnosis before the host is read: the verdict is unreachable, with both keys and the way to trust the new one.',
  },
];
