import { isIP } from 'node:net';

/** `10.8.0.0/16`, `10.8.3.1/16`, `fd00::/8`: an IP address and the length of its prefix. */
export function isSubnet(text: string): boolean {
  const { address = '', length = '' } = /^(?<address>[^/]+)\/(?<length>\d{1,3})$/.exec(text)?.groups ?? {};
  const family = isIP(address);
  return family !== 0 && Number(length) <= (family === 4 ? 32 : 128);
}
