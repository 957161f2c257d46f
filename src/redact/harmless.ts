import { isIP } from 'node:net';
import type { SecretName } from './secret-names.ts';

/** Whether a value beside a secret's name is none: a placeholder, a reference, a path, an address, what was masked before. */
export function isHarmless(value: string, name: SecretName): boolean {
  if (value === '') return true;
  // Whatever is this long is not one of the shapes below; saying so keeps the work bounded.
  if (value.length > 512) return false;
  if (value === '‹secret' || value.startsWith('‹secret ')) return true;
  if (/^[*x•.#_-]+$/i.test(value)) return true;
  if (placeholder.test(value) && !looksGenerated(value)) return true;
  if (reference.test(value) || secretsPath.test(value)) return true;
  if (isAddress(value)) return true;
  if ('onlyIfRandom' in name) return !looksRandom(value);
  if (name.kind === 'password') return false;
  if (objectIdentity.test(value)) return true;
  return /^(?:\d{1,6}|[^A-Za-z0-9]+|.)$/u.test(value);
}

const placeholder =
  /^(?:null|nil|none|undefined|unset|empty|true|false|yes|no|on|off|enabled|disabled|required|optional|invalid|missing|failed|denied|expired|redacted|masked|hidden|bearer|basic|digest|negotiate|token|password|secret|string|[<[({][\w -]{1,60}[>\])}])$/i;
/** `android.os.BinderProxy@4a5f1b`, `Token{78af589`: what Java prints of an object. */
const objectIdentity = /^[A-Za-z][\w.$]{0,80}(?:@[0-9a-f]{1,8}|\{[0-9a-f]{4,8})$/;
const reference =
  /^(?:\$\{?[A-Za-z_]\w*\}?|\$\{[\w.:-]{1,80}\}|\$\([^)]{0,80}\)?|%\w{1,60}%|\{\{[^}]{0,120}\}\}?|@[\w.-]{1,60}@)$/;
const secretsPath =
  /^(?:file:\/\/)?\/(?:run|var|etc|usr|opt|home|root|mnt|srv|data|app|tmp|proc|dev)\/[\w./@-]*$/;

/** An IP address, alone or with a port or a prefix length: those are the diagnosis, never the secret. */
export function isAddress(value: string): boolean {
  if (value.length > 64) return false;
  const [, v4, bracketed] = /^(?:([\d.]+)(?:[:/]\d{1,5})?|\[([^\]]+)\](?::\d{1,5})?)$/.exec(value) ?? [];
  return isIP(v4 ?? bracketed ?? value.replace(/\/\d{1,3}$/, '')) !== 0;
}

/**
 * Letters and digits mixed, sixteen or more: what generators make and people do not type. Paths, host names, numbers in
 * hexadecimal (`sessionid: 0x24ede63a01b003b`) and classes with a line (`ZooKeeperServer@325`) are none.
 */
export function looksRandom(value: string): boolean {
  return (
    value.length >= 16 &&
    !/\s/.test(value) &&
    /\d/.test(value) &&
    /[A-Za-z]/.test(value) &&
    !/^[\w.-]+\/[\w./-]+$/.test(value) &&
    !/^(?:0x[0-9a-f]{1,16}|[A-Za-z][\w.$-]{0,80}(?:@\d{1,6}|\.[a-z]{2,12}))$/i.test(value)
  );
}

/** Letters of both cases and digits, or the signs that generators use: no name of something, no word of a sentence. */
export function looksGenerated(value: string): boolean {
  if (value.length < 10 || value.length > 512 || /\s/.test(value)) return false;
  if (/[A-Z]/.test(value) && /[a-z]/.test(value) && /\d/.test(value)) return true;
  return /[$%&!?^~#*{}()<>|+].*[$%&!?^~#*{}()<>|+]/.test(value) && /[A-Za-z0-9]/.test(value);
}
