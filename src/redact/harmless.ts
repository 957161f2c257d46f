import { isIP } from 'node:net';
import type { SecretName } from './secret-names.ts';

/** Whether a value beside a secret's name is none: a placeholder, a reference, a path, an address, what was masked before. */
export function isHarmless(value: string, name: SecretName): boolean {
  if (value === '') return true;
  // Whatever is this long is not one of the shapes below; saying so keeps the work bounded.
  if (value.length > 512) return false;
  if (value === '‹secret' || value.startsWith('‹secret ')) return true;
  if (/^[*x•.#_-]+$/i.test(value)) return true;
  if (placeholder.test(value) || reference.test(value) || secretsPath.test(value)) return true;
  if (isAddress(value)) return true;
  if ('onlyIfRandom' in name) return !looksRandom(value);
  if (name.kind === 'password') return false;
  return /^(?:\d{1,6}|[^A-Za-z0-9]+|.)$/u.test(value);
}

const placeholder =
  /^(?:null|nil|none|undefined|unset|empty|true|false|yes|no|on|off|enabled|disabled|required|optional|invalid|missing|failed|denied|expired|redacted|masked|hidden|bearer|basic|digest|negotiate|token|password|secret|string|[<[({][\w -]{1,60}[>\])}])$/i;
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

/** Letters and digits mixed, sixteen or more: what generators make and people do not type. */
export function looksRandom(value: string): boolean {
  return (
    value.length >= 16 &&
    !/\s/.test(value) &&
    /\d/.test(value) &&
    /[A-Za-z]/.test(value) &&
    !/^[\w.-]+\/[\w./-]+$/.test(value)
  );
}
