import { isPort } from './address.ts';

export interface JumpSpec {
  readonly alias: string;
  readonly override: { readonly user?: string; readonly port?: number };
}

const hop =
  /^(?:ssh:\/\/)?(?:(?<user>[^@\s]+)@)?(?:\[(?<v6>[^\]]+)\]|(?<host>[^:@\s/]+))(?::(?<port>\d+))?\/?$/;

/** `user@bastion:2222,second` in the order in which they are passed; undefined where a hop cannot be read. */
export function parseJumps(value: string): JumpSpec[] | undefined {
  const specs: JumpSpec[] = [];
  for (const text of value.split(',')) {
    const groups = hop.exec(text.trim())?.groups;
    const alias = groups?.['v6'] ?? groups?.['host'];
    if (alias === undefined || alias.startsWith('-')) return undefined;
    const user = groups?.['user'];
    const port = groups?.['port'] === undefined ? undefined : Number(groups['port']);
    if (port !== undefined && !isPort(port)) return undefined;
    specs.push({
      alias,
      override: { ...(user !== undefined && { user }), ...(port !== undefined && { port }) },
    });
  }
  return specs;
}
