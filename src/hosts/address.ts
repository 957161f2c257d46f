import { isIP } from 'node:net';

const domain = /^(?!-)[a-zA-Z0-9_-]{1,63}(?<!-)(\.(?!-)[a-zA-Z0-9_-]{1,63}(?<!-))*\.?$/;
/** Digits and dots that are no IP address would be looked up as a name, and never found. */
const brokenAddress = /^[\d.]+$/;

/** An IP address (without brackets, prefix or port) or a host name. */
export function isAddress(value: string): boolean {
  if (isIP(value) !== 0) return true;
  return value.length <= 253 && domain.test(value) && !brokenAddress.test(value);
}

export function isPort(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= 65_535;
}
