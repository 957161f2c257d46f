import type { Argv, Fact } from './fact.ts';
import { linesOf, value } from './parsed.ts';

/** A database directory of a RabbitMQ node. */
export interface RabbitNode {
  /** What is mounted at /var/lib/rabbitmq. */
  readonly source: string;
  /** `rabbit@4f5e6a7b8c9d` */
  readonly node: string;
  /** Seconds since 1970; absent where the file system does not tell. */
  readonly madeAt?: number;
  readonly changedAt: number;
}

const SCRIPT = `for at; do
  for d in "$at"/mnesia/*@*; do
    [ -d "$d" ] || continue
    case $d in *-plugins-expand|*-feature_flags) continue;; esac
    echo "$(stat -c '%W %Y' "$d") $d"
  done
done 2>/dev/null
exit 0`;

export const askRabbitNodes = (sources: readonly string[]): Argv => ['sh', '-c', SCRIPT, 'sh', ...sources];

/** `1795348000 1795348790 /var/lib/docker/volumes/mq/_data/mnesia/rabbit@4f5e6a7b8c9d` */
export const rabbitNodes: Fact<'rabbit-nodes', readonly RabbitNode[]> = {
  id: 'rabbit-nodes',
  title: "databases of RabbitMQ's nodes",
  read: { kind: 'question' },
  parse: (raw) => {
    const found: RabbitNode[] = [];
    const unread: string[] = [];
    for (const line of linesOf(raw.stdout)) {
      const [, made, changed, source, node] = /^(\S+) (\d+) (\/.*)\/mnesia\/([^/]+)$/.exec(line) ?? [];
      if (source === undefined || node === undefined) unread.push(line);
      else
        found.push({
          source,
          node,
          changedAt: Number(changed),
          // 0 or - where nobody knows
          ...(/^[1-9]\d*$/.test(made ?? '') && { madeAt: Number(made) }),
        });
    }
    return value(found, unread);
  },
};
