import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TEAM } from '../../src/workspace/state/people.ts';
import { startWorkspace, type Workspace } from '../../src/workspace/workspace.ts';
import { deploy, type Deployment } from './deployment.ts';
import { openLab, type Lab } from './lab.ts';
import { until } from './process.ts';
import { whyNoLab } from './skip.ts';

const programs = ['docker', 'docker-compose', 'redis-server', 'busybox'];
const missing = programs.filter((name) => spawnSync('which', [name]).status !== 0);
const reason = whyNoLab() ?? (missing.length > 0 ? `needs ${missing.join(', ')}` : undefined);
if (reason !== undefined) console.log(`The image is not built: ${reason}.`);

/** README's "Deploy", on a host of the lab. The base images are made of this machine's programs: nothing can be pulled. */
describe.skipIf(reason !== undefined)('Dockerfile and docker-compose.yml', () => {
  let lab: Lab;
  let workspace: Workspace;
  let deployment: Deployment;

  beforeAll(async () => {
    lab = await openLab();
    workspace = await startWorkspace();
    const { port } = new URL(workspace.url);
    deployment = await deploy(lab, 'deploy', {
      slack: { port: Number(port), botToken: workspace.botToken, appToken: workspace.appToken },
      settings: { access: { teams: [TEAM.id], diagnose: { everyone: true } } },
    });
    await deployment.compose('up', '--detach', '--no-build');
  });

  afterAll(async () => {
    deployment?.close();
    await workspace?.stop();
    await lab?.close();
  });

  /** Each look starts the Docker client, which is not free. */
  const healthy = (service: string) =>
    until(`${service} to be healthy`, 180_000, async () => {
      await new Promise((resolve) => setTimeout(resolve, 2_000));
      const health = await deployment.inspect(service, '{{.State.Health.Status}}');
      return health === 'healthy' ? true : undefined;
    });

  it('bring up bot, worker and Redis, each healthy by its own check', async () => {
    for (const service of ['redis', 'worker', 'bot']) await healthy(service);
    expect(
      await deployment.docker('exec', 'ferryman_redis_1', 'redis-cli', 'config', 'get', 'maxmemory-policy'),
    ).toContain('noeviction');
  });

  it('answer /diagnose in a thread: Slack, bot, Redis, worker, SSH and back', async () => {
    await healthy('bot');
    await workspace.slash({ command: '/diagnose', text: 'deploy' });
    const card = await workspace.waitFor(
      (slack) => slack.messages('migration').find(({ text }) => /^(?:🟢|🔴|🟡|⚫)/u.test(text)),
      120_000,
    );
    expect(card.text).toBe('🟢 deploy is healthy.');
  });

  it.each(['bot', 'worker'])('give the %s no root, no capability and no file to write', async (service) => {
    const exec = (script: string) => deployment.docker('exec', `ferryman_${service}_1`, 'sh', '-c', script);
    expect(await exec('id -u; grep CapEff /proc/self/status; touch /app/x 2>&1 || true')).toMatch(
      /^1000\nCapEff:\s+0+\n.*Read-only file system/,
    );
  });

  it('give the worker a place for the record of changes, and nothing else to write to', async () => {
    const wrote = await deployment.docker(
      'exec',
      'ferryman_worker_1',
      'sh',
      '-c',
      'echo kept >.ferryman/probe && cat .ferryman/probe',
    );
    expect(wrote).toBe('kept\n');
  });

  it.each(['worker', 'bot'])('end the %s on SIGTERM by itself, with exit code 0', async (service) => {
    await deployment.docker('stop', `ferryman_${service}_1`);
    expect(await deployment.inspect(service, '{{.State.ExitCode}} {{.State.OOMKilled}}')).toBe('0 false');
  });
});
