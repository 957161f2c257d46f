/** `192.168.64.1` of `192.168.64.1/24` */
export function addressOf(cidr: string): string {
  return cidr.split('/')[0] ?? cidr;
}

/** Undefined for what is no IPv4 address with a mask. `isNetwork`: it names the network itself, or its broadcast address. */
export function prefixOf(cidr: string): { readonly length: number; readonly isNetwork: boolean } | undefined {
  const [, address = '', mask = ''] = /^(\d+\.\d+\.\d+\.\d+)\/(\d+)$/.exec(cidr) ?? [];
  const length = Number(mask);
  const bytes = address.split('.').map(Number);
  if (address === '' || length > 32 || bytes.some((byte) => byte > 255)) return undefined;
  const host = (bytes.reduce((number, byte) => number * 256 + byte, 0) % 2 ** (32 - length)) >>> 0;
  return { length, isNetwork: length < 31 && (host === 0 || host === 2 ** (32 - length) - 1) };
}
