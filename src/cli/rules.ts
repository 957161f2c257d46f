import type { Command } from 'commander';
import { relative } from 'node:path';
import { configFor, type Cli } from './cli.ts';
import { exitCodes } from './failure.ts';
import type { ReportExit } from './program.ts';
import { tell } from '../text/tell.ts';
import { table } from './table.ts';

/** `ferryman rules`: every cause that can be named; `ferryman rules check`: whether a team's own rules are in order. */
export function registerRules(program: Command, cli: Cli, report: ReportExit): void {
  const rules = program
    .command('rules')
    .description('list the causes that can be named, your own among them')
    .option('--json', 'print one JSON object')
    .action(async (options: { json?: boolean }, command: Command) => {
      const config = await configFor(command, cli, { whenAbsent: 'empty', files: 'ignore' });
      const listed = await list(config.rules, cli);
      cli.terminal.stdout(
        options.json
          ? `${JSON.stringify({ rules: listed }, undefined, 2)}\n`
          : table(
              ['CAUSE', 'FROM', 'RULED OUT'],
              listed.map(({ id, from, title }) => [id, from, title]),
            ),
      );
    });
  rules
    .command('check')
    .description('check the types and the examples of your own rules')
    .action(async (_: unknown, command: Command) => {
      const config = await configFor(command, cli, { whenAbsent: 'empty', files: 'ignore' });
      report((await check(config.rules, cli)) ? exitCodes.ok : exitCodes.no);
    });
}

async function list(folders: readonly string[], { environment }: Cli) {
  const [{ ownRulesIn }, { rules: shipped }] = await Promise.all([
    import('../flows/own-rules/load.ts'),
    import('../rules/index.ts'),
  ]);
  const own = await ownRulesIn(folders);
  return [
    ...shipped.map((rule) => ({ rule, from: 'ferryman' })),
    ...own.map(({ rule, file }) => ({ rule, from: relative(environment.cwd, file) })),
  ].map(({ rule: { id, rank, title }, from }) => ({ id, rank, title: tell(title, 'en'), from }));
}

async function check(folders: readonly string[], { terminal }: Cli): Promise<boolean> {
  const [{ loadOwnRules }, { checkExamples }, { checkTypes }] = await Promise.all([
    import('../flows/own-rules/load.ts'),
    import('../flows/own-rules/check.ts'),
    import('../flows/own-rules/check-types.ts'),
  ]);
  if (folders.length === 0) {
    terminal.stdout('ferryman.yaml names no folder under rules:, so there is nothing to check.\n');
    return true;
  }
  const { loaded, mistakes } = await loadOwnRules(folders);
  const types = await checkTypes(loaded.map(({ file }) => file));
  const examples = await Promise.all(
    loaded.map(async (own) => (await checkExamples(own)).map((line) => `${own.file}: ${line}`)),
  );
  const wrong = [...mistakes, ...(types.kind === 'checked' ? types.mistakes : []), ...examples.flat()];
  for (const line of wrong) terminal.stdout(`✗ ${line}\n`);
  if (types.kind === 'not-checked') terminal.stdout(`! Types were not checked: ${types.because}.\n`);
  const count = `${loaded.length} ${loaded.length === 1 ? 'rule' : 'rules'} of your own`;
  terminal.stdout(wrong.length === 0 ? `✓ ${count}, all in order.\n` : `${count} loaded.\n`);
  return wrong.length === 0;
}
