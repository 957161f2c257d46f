import { describe, expect, it } from 'vitest';
import { loadConfig } from './config.ts';

function load(env: Record<string, string>) {
  return loadConfig({ env, cwd: '/nonexistent', home: '/nonexistent', whenAbsent: 'empty' });
}

describe('traces', () => {
  it.each(['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'])(
    'are sent where %s says where to',
    async (variable) => {
      expect((await load({ [variable]: 'http://collector:4318' })).traces).toBe(true);
    },
  );

  it('are not sent where nothing says so', async () => {
    expect(await load({ OTEL_EXPORTER_OTLP_ENDPOINT: ' ' })).not.toHaveProperty('traces');
  });

  it('refuse an address that is none with a sentence', async () => {
    await expect(load({ OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318' })).rejects.toThrow(
      /OTEL_EXPORTER_OTLP_ENDPOINT.*is no web address/,
    );
  });
});
