import type { Journal } from './journal.ts';

/** Why a change was taken back: what its record says, and the command that failed before. */
export function whyNot({ why = 'nobody confirmed it', commands }: Pick<Journal, 'why' | 'commands'>): string {
  const undoing = commands.findIndex(({ command }) => command === '# state undoing');
  const failed = commands.slice(0, Math.max(undoing, 0)).findLast(({ code }) => code !== 0);
  if (failed === undefined || !why.startsWith('the change did not succeed')) return why;
  const [first] = failed.output.split('\n');
  return `${why}: ${failed.command} ended with ${failed.code}${first === undefined || first === '' ? '' : ` (${first})`}`;
}
