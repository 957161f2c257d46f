/** Just enough IPv4 arithmetic to lay out a cloud; kept apart from the product's own, which the lab is there to judge. */

function toNumber(address: string): number {
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}

function toText(number: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.');
}

export interface Subnet {
  readonly first: number;
  readonly bits: number;
  readonly size: number;
}

export function subnet(cidr: string): Subnet {
  const [address = '', bits = '32'] = cidr.split('/');
  const size = 2 ** (32 - Number(bits));
  return { first: Math.floor(toNumber(address) / size) * size, bits: Number(bits), size };
}

/** The n-th address of a subnet; negative counts from its end, -1 being the broadcast address. */
export function nth(cidr: string, n: number): string {
  const { first, size } = subnet(cidr);
  return toText(n < 0 ? first + size + n : first + n);
}
