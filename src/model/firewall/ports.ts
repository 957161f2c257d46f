/** `80`, `8000:8010`, `80,443`, `1024:`, `:1023`; a test without text reading in it. */
export function portTest(list: string): (port: number) => boolean {
  const ranges = list.split(',').map((item) => {
    const [first = '', last = first] = item.split(':');
    return { first: Number(first || 0), last: Number(last || 65_535) };
  });
  const [only] = ranges;
  if (only !== undefined && ranges.length === 1) return (port) => port >= only.first && port <= only.last;
  return (port) => ranges.some(({ first, last }) => port >= first && port <= last);
}

/** ICMP has none; of other protocols a port that is not known may be any. */
export function hasPorts(protocol: number): boolean {
  return PROTOCOLS_WITH_PORTS.has(protocol);
}

/** tcp, udp, dccp, sctp, udplite */
const PROTOCOLS_WITH_PORTS: ReadonlySet<number> = new Set([6, 17, 33, 132, 136]);
