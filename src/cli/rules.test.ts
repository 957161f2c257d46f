import { cp, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { captureTerminal } from '../../test/support/captured-terminal.ts';
import { rules } from '../rules/index.ts';
import { runCli } from './program.ts';

const HOSTS = fileURLToPath(new URL('../../test/hosts', import.meta.url));

const RULE = `import { defineRule, type Example } from 'ferryman/rules';
import { AGENT_PORT } from './helpers/agent.ts';

export const rule = defineRule({
  id: 'old-agent-listens',
  title: 'The old monitoring agent runs',
  needs: ['listeners'],
  evaluate: ({ listeners }) =>
    listeners
      .filter(({ port }) => port === AGENT_PORT)
      .map(() => ({
        severity: 'warning',
        certainty: 'proven',
        subject: { kind: 'host', name: 'agent' },
        title: 'The old monitoring agent still runs',
        explanation: 'It reports to the old region.',
        evidence: [{ source: 'ss -lnt', lines: ['30001'] }],
        falsifier: 'wrong if nothing listens on 30001',
        explains: [],
      })),
});

export const examples: readonly Example[] = [
  { snapshot: 'hosts/story.json', speaks: true },
  { snapshot: 'hosts/plain.json', speaks: false },
];
`;

/** A folder of a team with a rule in it, and a ferryman.yaml that names it. */
async function team(
  change: (text: string) => string = (text) => text,
  name = 'old-agent-listens.ts',
  more = '',
) {
  const cwd = await mkdtemp(join(tmpdir(), 'ferryman-own-rules-'));
  await mkdir(join(cwd, 'rules/hosts'), { recursive: true });
  await mkdir(join(cwd, 'rules/helpers'));
  await writeFile(join(cwd, 'rules/helpers/agent.ts'), 'export const AGENT_PORT: number = 30001;\n');
  await cp(join(HOSTS, 'the-story/snapshot.json'), join(cwd, 'rules/hosts/story.json'));
  await cp(join(HOSTS, 'healthy-plain/snapshot.json'), join(cwd, 'rules/hosts/plain.json'));
  await writeFile(join(cwd, 'rules', name), change(RULE));
  await writeFile(
    join(cwd, 'ferryman.yaml'),
    `rules: rules\nhosts:\n  shop: { snapshot: rules/hosts/story.json }\n${more}`,
  );
  return async (...args: readonly string[]) => {
    const terminal = captureTerminal();
    const code = await runCli(args, { environment: { env: {}, cwd, home: cwd }, terminal });
    return { code, out: terminal.out(), err: terminal.err() };
  };
}

/** Where to tell of this cause. */
const route = (cause: string) =>
  `notify: { destinations: { team: { slack: C024BE91L } }, routes: [{ causes: ${cause}, to: team }] }\n`;

describe('a rule of a team’s own', () => {
  it('may be named where ferryman.yaml says who hears of what, as those of Ferryman may', async () => {
    for (const cause of ['old-agent-listens', 'disk-full']) {
      expect(await (await team(undefined, undefined, route(cause)))('hosts')).toMatchObject({ code: 0 });
    }
    const misspelt = await (await team(undefined, undefined, route('old-agent-listen')))('hosts');
    expect(misspelt.err).toContain('"old-agent-listen" is no cause: did you mean old-agent-listens?');
  });

  it('is checked, listed and judged with like the others', async () => {
    const ferryman = await team();
    expect(await ferryman('rules', 'check')).toMatchObject({
      code: 0,
      out: '✓ 1 rule of your own, all in order.\n',
    });
    const listed = await ferryman('rules');
    expect(listed.out).toMatch(
      /old-agent-listens +rules\/old-agent-listens\.ts +The old monitoring agent runs/,
    );
    expect(listed.out.trim().split('\n')).toHaveLength(rules.length + 2);
    const { out } = await ferryman('diagnose', 'shop', '--json');
    expect(out).toContain('The old monitoring agent still runs');
  });

  it.each([
    ['a wrong type', (text: string) => text.replace("'warning'", "'awful'"), 'is not assignable to type'],
    [
      'an example that contradicts it',
      (text: string) => text.replace('true }', 'false }'),
      'speaks, and should stay silent',
    ],
    [
      'no example of silence',
      (text: string) => text.replace(/ {2}\{ snapshot: 'hosts\/plain.*\n/, ''),
      'record a healthy host',
    ],
    [
      'a view that is not there',
      (text: string) => text.replace("['listeners']", "['listenrs']"),
      'there is no view listenrs',
    ],
    ['no rule', () => 'export const answer = 42;\n', 'write export const rule = defineRule'],
    ['a syntax error', () => 'export const rule = {{\n', 'line 1, column'],
    ['a package', (text: string) => `import fs from 'node:fs';\n${text}`, 'node:fs'],
    [
      'the id of a shipped rule',
      (text: string) => text.replace('old-agent-listens', 'ip-forward-off'),
      "a rule's file is named by its id",
    ],
  ])('with %s is refused with the place and the reason', async (_, change, sentence) => {
    const ferryman = await team(change);
    const { code, out } = await ferryman('rules', 'check');
    expect(code).toBe(1);
    expect(out).toContain('old-agent-listens.ts');
    expect(out).toContain(sentence);
  });

  it('that cannot be loaded stops a diagnosis instead of being left out silently', async () => {
    const ferryman = await team(() => 'export const answer = 42;\n');
    const { code, err } = await ferryman('diagnose', 'shop');
    expect(code).toBe(2);
    expect(err).toContain('it has no rule');
    expect(err).toContain('ferryman rules check');
  });

  it('may not take the name of a shipped one', async () => {
    const ferryman = await team(
      (text) => text.replace('old-agent-listens', 'ip-forward-off'),
      'ip-forward-off.ts',
    );
    expect((await ferryman('rules', 'check')).out).toContain('there is another rule ip-forward-off');
  });
});
