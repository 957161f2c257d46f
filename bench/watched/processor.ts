import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Redis } from 'ioredis';

/** Of `sysconf(_SC_CLK_TCK)`, on every Linux that Node runs on. */
const ticksPerSecond = 100;

/** Processor time of a process so far, all of its threads; milliseconds. */
export function processorMs({ pid = 0 }: Pick<ChildProcess, 'pid'>): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return ((Number(fields[11]) + Number(fields[12])) / ticksPerSecond) * 1000;
}

/** The same of a Redis; and how many commands it has answered. */
export async function redisWork(redis: Redis): Promise<{ readonly ms: number; readonly commands: number }> {
  const info = await redis.info();
  const of = (name: string) => Number(new RegExp(`^${name}:([\\d.]+)`, 'm').exec(info)?.[1]);
  return { ms: (of('used_cpu_user') + of('used_cpu_sys')) * 1000, commands: of('total_commands_processed') };
}
