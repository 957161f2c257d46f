import { describe, expect, it } from 'vitest';
import { loadConfig } from './config.ts';

function load(env: Record<string, string>) {
  return loadConfig({ env, cwd: '/nonexistent', home: '/nonexistent', whenAbsent: 'empty' });
}

describe('FERRYMAN_HEALTH_PORT', () => {
  it('opens the health endpoint without a line in the file', async () => {
    expect((await load({ FERRYMAN_HEALTH_PORT: '8080' })).health).toEqual({ host: '127.0.0.1', port: 8080 });
  });

  it('opens none where it is empty', async () => {
    expect((await load({ FERRYMAN_HEALTH_PORT: '' })).health).toEqual({ host: '127.0.0.1' });
  });

  it.each(['0', '65536', '80a', '-1', '1e3'])('refuses %s with a sentence', async (port) => {
    await expect(load({ FERRYMAN_HEALTH_PORT: port })).rejects.toThrow(/FERRYMAN_HEALTH_PORT.*is no port/);
  });
});
