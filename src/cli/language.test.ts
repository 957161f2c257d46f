import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { captureTerminal } from '../../test/support/captured-terminal.ts';
import { Report } from '../report/report.ts';
import { runCli } from './program.ts';

const recorded = (name: string) =>
  fileURLToPath(new URL(`../../test/hosts/${name}/snapshot.json`, import.meta.url));
const snapshot = recorded('dotnet-shared-framework-missing');
const story = recorded('the-story');

/** At a prompt whose ferryman.yaml says so. */
async function ferryman(args: readonly string[], language: string) {
  const cwd = await mkdtemp(join(tmpdir(), 'ferryman-language-'));
  const yaml = `language: ${language}\nhosts:\n  hz-shop: { snapshot: ${snapshot} }\n  story: { snapshot: ${story} }\n`;
  await writeFile(join(cwd, 'ferryman.yaml'), yaml);
  const terminal = captureTerminal();
  const code = await runCli(args, { environment: { env: { USER: 'me' }, cwd, home: cwd }, terminal });
  const record = await readFile(join(cwd, '.ferryman/audit.jsonl'), 'utf8').catch(() => '');
  return { code, out: terminal.out(), err: terminal.err(), record };
}

describe('with language: zh-CN in ferryman.yaml', () => {
  it('a diagnosis is told in Chinese, of a host and of a recording', async () => {
    for (const args of [
      ['hz-shop', 'topapi'],
      ['--snapshot', snapshot, 'topapi'],
    ]) {
      const { code, out } = await ferryman(['diagnose', ...args], 'zh-CN');
      expect({ code, out }).toMatchObject({ code: 1, out: expect.stringMatching(/有故障[^]*修复/) });
    }
  });

  it('and in JSON as programs know it', async () => {
    const chinese = await ferryman(['diagnose', 'hz-shop', 'topapi', '--json'], 'zh-CN');
    const english = await ferryman(['diagnose', 'hz-shop', 'topapi', '--json'], 'en');
    const told = [chinese, english].map(({ out }) => ({
      ...Report.parse(JSON.parse(out)),
      durationMs: 0,
      at: '',
    }));
    expect(told[0]).toEqual(told[1]);
    expect(chinese.out).not.toMatch(/\p{Script=Han}/u);
  });

  it('a log is told in Chinese, and what stands in the way of reading one', async () => {
    const { code, out } = await ferryman(['logs', 'topapi', 'on', 'hz-shop'], 'zh-CN');
    expect({ code, out }).toMatchObject({ code: 1, out: expect.stringMatching(/有故障[^]*状态/) });
    const several = await ferryman(['logs', 'topapi'], 'zh-CN');
    expect(several.err).toContain('topapi 对应 2 个容器');
    const none = await ferryman(['logs', 'nothing'], 'zh-CN');
    expect(none.err).toMatch(/\p{Script=Han}/u);
    expect((await ferryman(['logs', 'topapi', 'on', 'hz-shop', '--json'], 'zh-CN')).out).not.toMatch(
      /\p{Script=Han}/u,
    );
  });

  it('a plan is told in Chinese, and kept in English in the record', async () => {
    const { out, record } = await ferryman(['fix-bridge', 'story', '30003'], 'zh-CN');
    expect(out).toMatch(/把 docker0 从 192\.168\.0\.1\/24 迁到/);
    const refused = await ferryman(['fix-bridge', 'story', '--network', 'shop_web'], 'zh-CN');
    expect(refused.out).toMatch(/story 上没有 Docker 网络 shop_web/);
    expect(refused.record).toContain('There is no Docker network shop_web on story.');
    expect(record + refused.record).not.toMatch(/\p{Script=Han}/u);
    const json = await ferryman(['fix-bridge', 'story', '30003', '--json'], 'zh-CN');
    expect(json.out).not.toMatch(/\p{Script=Han}/u);
  });

  it('so is a host that the inventory does not have', async () => {
    const { code, err } = await ferryman(['diagnose', 'hz-shpo'], 'zh-CN');
    expect({ code, err }).toMatchObject({ code: 2, err: expect.stringMatching(/主机清单里没有 hz-shpo/) });
  });
});

it('without it all of that is English', async () => {
  const { out } = await ferryman(['diagnose', 'hz-shop', 'topapi'], 'en');
  expect(out).toContain('container topapi is faulty');
  expect(out).not.toMatch(/\p{Script=Han}/u);
});
