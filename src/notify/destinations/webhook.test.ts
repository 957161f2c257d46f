import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { digestOf } from '../../../test/support/digests.ts';
import { errorOf } from '../../../test/support/ferryman-error.ts';
import { incidentOf, member, minute } from '../../../test/support/incidents.ts';
import { type Answer, type Receiver, startReceiver } from '../../../test/support/receiver.ts';
import { startProxy } from '../../../test/support/proxy.ts';
import { Secret } from '../../config/secret.ts';
import { DigestEvent } from '../../render/digest-event.ts';
import { IncidentEvent } from '../../render/incident-event.ts';
import { say } from '../../text/say.ts';
import { readerOf } from '../../text/reader.ts';
import { wayOut } from '../way-out.ts';
import type { Notice } from './destination.ts';
import { webhookSignature } from './webhook-signature.ts';
import { webhookDestination, type WebhookOptions } from './webhook.ts';

let receiver: Receiver | undefined;
afterEach(async () => {
  await receiver?.stop();
  receiver = undefined;
});

let now = Date.parse(minute(5));

/** A destination before a server that gives these answers, the last one ever again. */
async function hook(answers: readonly (Answer | undefined)[], more: Partial<WebhookOptions> = {}) {
  const left = [...answers];
  receiver = await startReceiver(() => (left.length > 1 ? left.shift() : left[0]));
  const { received, url } = receiver;
  const destination = webhookDestination({
    name: 'hook',
    url: `${url}/services/T0KEN`,
    reader: readerOf('en'),
    clock: () => now,
    ...more,
  });
  return { destination, received };
}

const ok: Answer = { status: 204 };
const notice = (more: Partial<Notice> = {}): Notice => ({
  incident: incidentOf([member('web-1', [0], { apply: '/fix-bridge web-1' }), member('web-2', [1, 3])]),
  watched: 12,
  id: 'i1/hook/1',
  ...more,
});

describe('a webhook', () => {
  it('gets a digest as the schema says, the same for each attempt', async () => {
    const { destination, received } = await hook([{ status: 500 }, ok]);
    const digest = { facts: digestOf(), picture: new Uint8Array(10), id: 'digest-2026-11-23' };
    await errorOf(destination.digest(digest));
    await destination.digest(digest);
    const [first, second] = received;
    const event = DigestEvent.parse(JSON.parse(second?.body ?? ''));
    expect(JSON.parse(second?.body ?? '')).toEqual(event);
    expect(event).toMatchObject({ type: 'ferryman.digest', timestamp: minute(180) });
    expect(event.data.headline).toMatch(/^Digest of 2026-11-23: 1 open/);
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
  });

  it('gets an incident as the schema says', async () => {
    const { destination, received } = await hook([ok]);
    await destination.tell(notice());
    const [{ method, path, headers, body } = { method: '', path: '', headers: {}, body: '' }] = received;
    expect({ method, path, type: headers['content-type'] }).toEqual({
      method: 'POST',
      path: '/services/T0KEN',
      type: 'application/json; charset=utf-8',
    });
    const event = IncidentEvent.parse(JSON.parse(body));
    expect(JSON.parse(body)).toEqual(event);
    expect(event).toMatchObject({
      type: 'incident.opened',
      timestamp: minute(3),
      data: {
        cause: 'bridge-subnet-overlap',
        state: 'open',
        headline: "web-1: Docker's bridge covers the network card's subnet",
        hosts: { affected: 1, watched: 12 },
        members: [
          { host: 'web-1', state: 'there', since: minute(0), apply: '/fix-bridge web-1' },
          { host: 'web-2', state: 'gone', since: minute(1), until: minute(3) },
        ],
      },
    });
  });

  it.each([
    ['open', undefined, 'incident.opened'],
    ['open', 'open', 'incident.changed'],
    ['flapping', 'open', 'incident.flapping'],
    ['flapping', 'flapping', 'incident.changed'],
    ['resolved', 'open', 'incident.resolved'],
    ['flapping', 'resolved', 'incident.flapping'],
  ] as const)('is told that what is %s and was %s is %s', async (state, before, type) => {
    const { destination, received } = await hook([ok]);
    const incident = incidentOf([member('web-1', [0, 3])], { state });
    await destination.tell(notice({ incident, before: before && { state: before } }));
    expect(JSON.parse(received[0]?.body ?? '')).toMatchObject({ type });
  });

  it('can tell who sent it, and a retry from a new message', async () => {
    const key = Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64');
    const secret = new Secret(`whsec_${key.toString('base64')}`);
    const { destination, received } = await hook([{ status: 500 }, ok], { secret });
    expect((await errorOf(destination.tell(notice()))).code).toBe('notify-webhook-refused');
    await destination.tell(notice());
    await destination.tell(notice({ id: 'i1/hook/2' }));
    const ids = received.map(({ headers }) => headers['webhook-id']);
    expect(ids[0]).toMatch(/^msg_[\w-]{32}$/);
    expect(ids[1]).toBe(ids[0]);
    expect(ids[2]).not.toBe(ids[0]);
    for (const { headers, body } of received) {
      const signed = `${String(headers['webhook-id'])}.${Math.floor(now / 1000)}.${body}`;
      expect(headers['webhook-timestamp']).toBe(String(Math.floor(now / 1000)));
      expect(headers['webhook-signature']).toBe(
        `v1,${createHmac('sha256', key).update(signed).digest('base64')}`,
      );
    }
  });

  it('is sent nothing signed where there is no secret', async () => {
    const { destination, received } = await hook([ok]);
    await destination.tell(notice());
    expect(received[0]?.headers).not.toHaveProperty('webhook-signature');
  });

  it.each([301, 302, 307, 308])('that redirects with %i is not followed', async (status) => {
    const { destination, received } = await hook([{ status, headers: { location: '/elsewhere' } }, ok]);
    const error = await errorOf(destination.tell(notice()));
    expect(error.message).toMatch(new RegExp(`^127\\.0\\.0\\.1:\\d+ answered with HTTP ${status}\\.$`));
    expect(error.next).toContain('follows no redirect');
    expect(received).toHaveLength(1);
  });

  it('that answers with an error, or not at all, was not told, and its address stays unsaid', async () => {
    const refusing = await hook([{ status: 404 }]);
    const refusal = await errorOf(refusing.destination.tell(notice()));
    await receiver?.stop();
    const gone = await errorOf(refusing.destination.tell(notice()));
    expect(gone.message).toMatch(/did not answer \(connect ECONNREFUSED 127\.0\.0\.1:\d+\)\.$/);
    const silent = await hook([undefined], { timeoutMs: 200 });
    const late = await errorOf(silent.destination.tell(notice()));
    expect(late.message).toMatch(/did not answer \(no answer within 0\.2 s\)\.$/);
    for (const { message, next } of [refusal, gone, late]) expect(message + next).not.toContain('T0KEN');
  });

  it.each(['120', 'Mon, 23 Nov 2026 02:07:00 GMT'])(
    'that asks to come back after %s is left alone until then',
    async (header) => {
      now = Date.parse(minute(5));
      const { destination, received } = await hook([{ status: 429, headers: { 'retry-after': header } }, ok]);
      await errorOf(destination.tell(notice()));
      now += 119_000;
      const error = await errorOf(destination.tell(notice()));
      expect(error.code).toBe('notify-webhook-busy');
      expect(error.message).toMatch(/takes nothing for another 1 s\.$/);
      expect(received).toHaveLength(1);
      now += 1_000;
      await destination.tell(notice());
      expect(received).toHaveLength(2);
    },
  );

  it('is reached through the proxy that everything goes through', async () => {
    const proxy = await startProxy();
    try {
      const { dispatcher } = wayOut({ url: proxy.url, except: '' });
      const { destination, received } = await hook([ok], { dispatcher });
      await destination.tell(notice());
      expect(received).toHaveLength(1);
      expect(proxy.tunnels).toBe(1);
    } finally {
      await proxy.stop();
    }
  });

  it('is told what Ferryman says of itself, every time under one id', async () => {
    const { destination, received } = await hook([ok, ok]);
    const note = {
      id: 'lost-C024BE91L',
      at: '2026-11-23T02:00:00.000Z',
      about: 'C024BE91L',
      sentence: say`The channel is archived.`,
      next: say`Unarchive it.`,
    };
    await destination.note(note);
    await destination.note(note);
    expect(JSON.parse(received[0]?.body ?? '')).toMatchObject({
      type: 'ferryman.note',
      timestamp: '2026-11-23T02:00:00.000Z',
      data: { channel: 'C024BE91L', sentence: 'The channel is archived.', next: 'Unarchive it.' },
    });
    expect(received[0]?.headers['webhook-id']).toBe(received[1]?.headers['webhook-id']);
  });

  it('gets a test that says that it is one', async () => {
    const { destination, received } = await hook([ok]);
    await destination.test();
    expect(JSON.parse(received[0]?.body ?? '')).toMatchObject({ type: 'ferryman.test', data: {} });
  });
});

describe('a signature', () => {
  // From the tests of github.com/standard-webhooks/standard-webhooks, libraries/javascript.
  const signed = {
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    timestamp: 1_614_265_330,
    body: '{"test": 2432232314}',
  };

  it('is the one that Standard Webhooks gives', () => {
    expect(webhookSignature('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', signed)).toBe(
      'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    );
  });

  it('is made with the bytes of a secret that has no prefix', () => {
    const raw = createHmac('sha256', 'open sesame, says the team').update(
      `${signed.id}.${signed.timestamp}.${signed.body}`,
    );
    expect(webhookSignature('open sesame, says the team', signed)).toBe(`v1,${raw.digest('base64')}`);
  });

  it.each(['whsec_', 'whsec_c2hvcnQ=', 'whsec_not base64 at all, but quite long enough'])(
    'is made with no secret like %s',
    (secret) => {
      expect(() => webhookSignature(secret, signed)).toThrow('24 bytes or more');
    },
  );
});
