import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { hostOf, statusWith } from '../../test/support/statuses.ts';
import { openDashboard, type TestDashboard } from '../../test/support/dashboard.ts';
import { Secret } from '../config/secret.ts';
import { readEvents } from '../../test/support/server-sent-events.ts';

const token = 'a-token-that-nobody-guesses';
let dashboard: TestDashboard | undefined;

afterEach(async () => {
  await dashboard?.stop();
  dashboard = undefined;
});

async function open(...asked: Parameters<typeof openDashboard>): Promise<TestDashboard> {
  dashboard = await openDashboard(...asked);
  return dashboard;
}

/** As a browser asks for a page. */
const page = { redirect: 'manual' as const, headers: { accept: 'text/html' } };

/** What a browser keeps that came with the link. */
async function cookieFrom({ link }: TestDashboard): Promise<string> {
  const answer = await fetch(link, page);
  return (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}

function sendToken({ url }: Pick<TestDashboard, 'url'>, given: string, headers: Record<string, string> = {}) {
  return fetch(`${url}/in`, {
    method: 'POST',
    redirect: 'manual',
    headers,
    body: new URLSearchParams({ token: given }),
  });
}

describe('who is let in', () => {
  test('a link lets in one browser, once, with a cookie that no script reads and no other page sends', async () => {
    const { url, link } = await open();
    const first = await fetch(link, page);
    expect(first.status).toBe(303);
    expect(first.headers.get('set-cookie')).toMatch(
      /^ferryman-dashboard-\d+=\w{32};.*HttpOnly.*SameSite=Strict/,
    );
    const cookie = (first.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    expect((await fetch(`${url}/here`, { headers: { cookie } })).status).toBe(204);
    expect((await fetch(link, page)).status).toBe(403);
  });

  test('nobody without a cookie sees anything of it', async () => {
    const { url } = await open();
    for (const path of [
      '/',
      '/?again=1',
      '/app.js',
      '/here',
      '/events',
      '/invite',
      '/queues',
      '/queues/api/queues',
    ]) {
      const answer = await fetch(`${url}${path}`, { headers: { cookie: 'ferryman-dashboard-1=made-up' } });
      expect([path, answer.status]).toEqual([path, 403]);
      expect(await answer.text()).not.toContain('hz-shop');
    }
  });

  test('a page of ours asks once more for who came from elsewhere, since a strict cookie stays at home then', async () => {
    const { url } = await open();
    const first = await fetch(`${url}/?language=en`, page);
    expect(await first.text()).toContain('http-equiv="refresh" content="0;url=/?language=en&amp;again=1"');
    expect((await fetch(`${url}/?language=en&again=1`, page)).status).toBe(403);
  });

  test('it leads to no other server', async () => {
    const ours = await open();
    const { body } = await answerOf(ours, { accept: 'text/html' }, '//elsewhere.example/x');
    expect(body).toContain('content="0;url=/elsewhere.example/x?again=1"');
  });

  test('under another name, or from a page of somebody else, nothing is answered', async () => {
    const ours = await open();
    const cookie = await cookieFrom(ours);
    expect(await statusOf(ours, { cookie })).toBe(204);
    expect(await statusOf(ours, { cookie, host: 'rebound.example' })).toBe(403);
    expect(await statusOf(ours, { cookie, origin: 'https://rebound.example' })).toBe(403);
  });
});

describe('with a token', () => {
  const withToken = { token: new Secret(token) };

  test('whoever knows it is let in, whoever does not is told so', async () => {
    const ours = await open(withToken);
    expect(ours.link).toBe(`${ours.url}/`);
    const form = await fetch(`${ours.url}/?again=1`, page);
    expect(form.status).toBe(401);
    expect(await form.text()).toContain('name="token"');
    const wrong = await sendToken(ours, `${token}s`);
    expect([wrong.status, wrong.headers.get('set-cookie')]).toEqual([403, null]);
    expect(await wrong.text()).toContain('That is not the token.');
    const right = await sendToken(ours, ` ${token}\n`);
    expect(right.status).toBe(303);
    const cookie = (right.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    expect((await fetch(`${ours.url}/here`, { headers: { cookie } })).status).toBe(204);
  });

  test('whoever gave it stays in when Ferryman starts anew, until it is another', async () => {
    const ours = await open(withToken);
    const { port } = ours;
    const cookie = (await sendToken(ours, token)).headers.get('set-cookie')?.split(';')[0] ?? '';
    await ours.stop();
    const again = await open({ ...withToken, port });
    expect(await statusOf(again, { cookie })).toBe(204);
    await again.stop();
    expect(await statusOf(await open({ token: new Secret(`${token}-2`), port }), { cookie })).toBe(403);
  });

  test('no page of somebody else sends it', async () => {
    const ours = await open(withToken);
    expect((await sendToken(ours, token, { origin: 'https://elsewhere.example' })).status).toBe(403);
  });

  test('the form speaks the language of the browser', async () => {
    const { url } = await open(withToken);
    const headers = { ...page.headers, 'accept-language': 'zh-CN,zh;q=0.9,en;q=0.8' };
    expect(await (await fetch(`${url}/?again=1`, { headers })).text()).toContain('打开仪表盘');
  });

  test('nobody who is not in makes it read much', async () => {
    const ours = await open(withToken);
    expect((await sendToken(ours, 'x'.repeat(20_000))).status).toBe(413);
  });

  test('none is taken where there is none, not even an empty one', async () => {
    const ours = await open();
    expect((await sendToken(ours, '')).status).toBe(403);
  });

  test('behind a proxy it answers to that name, and the cookie travels encrypted only', async () => {
    const ours = await open({ ...withToken, url: 'https://ferryman.example.com' });
    expect(ours.link).toBe('https://ferryman.example.com/');
    expect(await statusOf(ours, { host: 'ferryman.example.com' })).toBe(403);
    const answer = await fetch(`http://127.0.0.1:${portOf(ours)}/in`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ token }),
    });
    expect(answer.headers.get('set-cookie')).toMatch(/Secure/);
  });
});

test.each([
  [{ host: '0.0.0.0' }, 'dashboard-open'],
  [{ host: '192.0.2.1', url: 'https://ferryman.example.com' }, 'dashboard-open'],
  [{ host: '0.0.0.0', token: new Secret(token) }, 'dashboard-url'],
])('it does not open to others with %o', async (config, code) => {
  await expect(openDashboard(config)).rejects.toMatchObject({ code });
});

test('a port that is taken is said in a sentence', async () => {
  const port = portOf(await open());
  await expect(openDashboard({ port })).rejects.toMatchObject({
    code: 'dashboard-port',
    message: expect.stringContaining(`127.0.0.1:${port}`),
  });
});

test('the page lets no script run but its own, and nobody else show it', async () => {
  const ours = await open();
  const answer = await fetch(`${ours.url}/`, {
    headers: { ...page.headers, cookie: await cookieFrom(ours) },
  });
  const policy = answer.headers.get('content-security-policy');
  expect(policy).toContain("script-src 'self'");
  expect(policy).not.toContain('unsafe');
  expect(policy).toContain("frame-ancestors 'none'");
});

describe('the events', () => {
  const Told = z.object({ content: z.object({ headline: z.string() }) });
  const headlineOf = (event: { readonly data: unknown }) => Told.parse(event.data).content.headline;

  test('tell everything at first, then only what changed, in the language of each reader', async () => {
    const ours = await open();
    const cookie = await cookieFrom(ours);
    const english = await readEvents(`${ours.url}/events?language=en`, { cookie });
    const chinese = await readEvents(`${ours.url}/events?language=zh-CN`, { cookie });
    expect(headlineOf(await english.next('status'))).toBe('1 host: 1 healthy');
    expect(headlineOf(await chinese.next('status'))).toBe('1 台主机：1 台正常');
    await english.next('same');
    await english.next('same');
    ours.status = statusWith({ hosts: [hostOf('hz-shop', { state: 'critical' })] });
    expect(headlineOf(await english.next('status'))).toBe('1 host: 1 critical');
    expect(headlineOf(await chinese.next('status'))).toBe('1 台主机：1 台严重');
    expect(english.seen.filter((kind) => kind === 'status')).toHaveLength(2);
    english.close();
    chinese.close();
  });

  test('are read once for all who look, and not at all while nobody does', async () => {
    const ours = await open();
    const cookie = await cookieFrom(ours);
    const readers = await Promise.all(
      Array.from({ length: 5 }, () => readEvents(`${ours.url}/events`, { cookie })),
    );
    await Promise.all(readers.map((reader) => reader.next('same')));
    expect(ours.read).toBeLessThan(6);
    for (const reader of readers) reader.close();
    await expect.poll(() => ours.viewers).toBe(0);
    const before = ours.read;
    await new Promise((resolve) => {
      setTimeout(resolve, 400);
    });
    expect(ours.read - before).toBeLessThan(2);
  });

  test('say that nothing can be read, and since when, until it can be again', async () => {
    const ours = await open();
    const reader = await readEvents(`${ours.url}/events`, { cookie: await cookieFrom(ours) });
    await reader.next('status');
    ours.broken = true;
    const { data } = await reader.next('trouble');
    expect(Date.now() - Date.parse(z.object({ since: z.string() }).parse(data).since)).toBeLessThan(5_000);
    ours.broken = false;
    await reader.next('same');
    reader.close();
  });
});

async function statusOf(ours: TestDashboard, headers: Record<string, string>): Promise<number | undefined> {
  return (await answerOf(ours, headers, '/here')).status;
}

/** Node's own client sets whatever host it is told, and whatever path. */
function answerOf(
  ours: TestDashboard,
  headers: Record<string, string>,
  path: string,
): Promise<{ status: number | undefined; body: string }> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port: portOf(ours), path, headers, agent: false }, (answer) => {
      text(answer).then((body) => resolve({ status: answer.statusCode, body }), reject);
    })
      .on('error', reject)
      .end();
  });
}

function portOf({ port }: TestDashboard): number {
  return port;
}
