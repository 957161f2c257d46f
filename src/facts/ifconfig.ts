import { linesOf } from './parsed.ts';

/** A block of `ifconfig -a`, of net-tools 2.x (`flags=4163<UP,…>`) or of net-tools 1.60 and busybox (`Link encap:`). */
export interface IfconfigBlock {
  readonly name: string;
  readonly flags: readonly string[];
  readonly mtu?: number;
  readonly mac?: string;
  /** Its lines without indentation, the name cut off. */
  readonly lines: readonly string[];
  readonly text: string;
}

/** undefined where the text is no output of ifconfig. */
export function ifconfigBlocks(text: string): IfconfigBlock[] | undefined {
  const blocks: string[][] = [];
  for (const line of linesOf(text)) {
    if (!/^\s/.test(line)) blocks.push([line]);
    else if (blocks.length === 0) return undefined;
    else blocks.at(-1)?.push(line);
  }
  const read = blocks.map((lines) => readBlock(lines));
  return read.length > 0 && read.every((block) => block !== undefined) ? read : undefined;
}

function readBlock(lines: string[]): IfconfigBlock | undefined {
  const [first = '', ...rest] = lines;
  const text = lines.join('\n');
  const modern = /^(\S+): flags=\d+<([^>]*)>\s+mtu (\d+)/.exec(first);
  if (modern !== null) {
    const [, name = '', flags = '', mtu] = modern;
    const mac = /^\s+ether (\S+)/m.exec(text)?.[1];
    return {
      name,
      flags: flags.split(',').filter((flag) => flag !== ''),
      mtu: Number(mtu),
      ...(mac === undefined ? {} : { mac }),
      lines: rest.map((line) => line.trim()),
      text,
    };
  }
  const old = /^(\S+)\s+Link encap:(.*)$/.exec(first);
  if (old === null) return undefined;
  const [, name = '', encapsulation = ''] = old;
  const mac = /HWaddr ((?:[0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2})(?![:-])/.exec(encapsulation)?.[1];
  const flagLine = rest.map((line) => line.trim()).find((line) => / ?MTU:\d+/.test(line)) ?? '';
  const mtu = /MTU:(\d+)/.exec(flagLine)?.[1];
  return {
    name,
    flags: flagLine.split(/\s+/).filter((word) => /^[A-Z_]+$/.test(word)),
    ...(mtu === undefined ? {} : { mtu: Number(mtu) }),
    ...(mac === undefined ? {} : { mac: mac.toLowerCase() }),
    lines: rest.map((line) => line.trim()),
    text,
  };
}
