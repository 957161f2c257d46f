import { expect, test } from 'vitest';
import { loadConfig } from './config.ts';

async function proxyIn(env: Record<string, string>) {
  const { slack } = await loadConfig({ env, cwd: '/', home: '/', whenAbsent: 'empty' });
  return slack.proxy && { url: slack.proxy.url.reveal(), except: slack.proxy.except };
}

test('the usual variables name the way out to Slack', async () => {
  expect(await proxyIn({})).toBeUndefined();
  expect(await proxyIn({ HTTPS_PROXY: 'http://user:pw@proxy:3128', NO_PROXY: 'localhost' })).toEqual({
    url: 'http://user:pw@proxy:3128',
    except: 'localhost',
  });
  expect(await proxyIn({ HTTPS_PROXY: 'http://upper:1', https_proxy: 'http://lower:1' })).toEqual({
    url: 'http://lower:1',
    except: '',
  });
});

test('a proxy that is no address is a mistake', async () => {
  await expect(proxyIn({ HTTPS_PROXY: 'proxy:3128' })).rejects.toThrow(
    /HTTPS_PROXY.*is no address of a proxy/,
  );
});
