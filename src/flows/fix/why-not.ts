import type { Journal } from './journal.ts';

/** Why a change was taken back: what its record says, and the command that failed before. */
export function whyNot({ why = 'nobody confirmed it', commands }: Pick<Journal, 'why' | 'commands'>): string {
  const undoing = commands.findIndex(({ command }) => command === '# state undoing');
  const failed = commands.slice(0, Math.max(undoing, 0)).findLast(({ code }) => code !== 0);
  if (failed === undefined || !why.startsWith('the change did not succeed')) return why;
  const [first] = failed.output.split('\n');
  return `${why}: ${failed.command} ended with ${failed.code}${first === undefined || first === '' ? '' : ` (${first})`}`;
}

/** Why the host would not begin: the last that failed, or that was noted, before it gave up; undefined where its record has nothing. */
export function whyNotBegun({ commands }: Pick<Journal, 'commands'>): string | undefined {
  const end = commands.findIndex(({ command }) => command === '# state abandoned');
  const last = commands
    .slice(0, Math.max(end, 0))
    .findLast(({ command, code }) => code !== 0 || /^# (?!state )/.test(command));
  if (last === undefined) return undefined;
  const [first = ''] = last.output.split('\n');
  if (last.command.startsWith('# ')) return last.command.slice(2);
  return `${last.command} ended with ${last.code}${first === '' ? '' : ` (${first})`}`;
}
