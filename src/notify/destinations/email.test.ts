import { afterEach, describe, expect, it } from 'vitest';
import { digestOf } from '../../../test/support/digests.ts';
import { errorOf } from '../../../test/support/ferryman-error.ts';
import { incidentOf, member, minute } from '../../../test/support/incidents.ts';
import {
  certificate,
  headersOf,
  partOf,
  startMailServer,
  type TestMailServer,
} from '../../../test/support/mail-server.ts';
import { chartSvg } from '../../chart/chart-svg.ts';
import { pngOf } from '../../chart/png.ts';
import { Secret } from '../../config/secret.ts';
import type { SmtpConfig } from '../../config/types.ts';
import type { Incident } from '../../report/incident.ts';
import { say } from '../../text/say.ts';
import { readerOf } from '../../text/reader.ts';
import { emailDestination, type EmailOptions } from './email.ts';

let server: TestMailServer | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

async function mailbox(
  options: Parameters<typeof startMailServer>[0] = {},
  smtp: Partial<SmtpConfig> = {},
  more: Partial<EmailOptions> = {},
) {
  server = await startMailServer({ disabledCommands: ['STARTTLS'], ...options });
  const destination = emailDestination({
    name: 'mail',
    addresses: ['ops@example.com', 'night@example.com'],
    reader: readerOf('en'),
    clock: () => Date.parse(minute(5)),
    timeoutMs: 2_000,
    smtp: {
      host: 'localhost',
      port: server.port,
      tls: 'none',
      from: 'Ferryman <ferryman@example.net>',
      ...smtp,
    },
    ...more,
  });
  return { destination, mails: server.mails };
}

const opened = incidentOf([member('web-1', [0], { apply: '/fix-bridge web-1' })]);
const more: Incident = { ...opened, members: [...opened.members, member('web-2', [2])], revision: 2 };
const resolved: Incident = {
  ...incidentOf([member('web-1', [0, 4]), member('web-2', [2, 4])], { state: 'resolved' }),
  resolvedAt: minute(4),
  revision: 3,
};

describe('a mail', () => {
  it('goes to everybody, as text and as HTML that say the same', async () => {
    const { destination, mails } = await mailbox();
    await destination.tell({ incident: opened, watched: 12, id: 'i1/mail/1' });
    const [{ from, to, raw } = { from: '', to: [], raw: '' }] = mails;
    expect({ from, to }).toEqual({
      from: 'ferryman@example.net',
      to: ['ops@example.com', 'night@example.com'],
    });
    const headers = headersOf(raw);
    expect(headers.get('subject')).toBe("[Ferryman] web-1: Docker's bridge covers the network card's subnet");
    expect(headers.get('from')).toBe('Ferryman <ferryman@example.net>');
    expect(headers.get('auto-submitted')).toBe('auto-generated');
    expect(partOf(raw, 'text/plain')).toContain('🔴 open, critical');
    const html = partOf(raw, 'text/html');
    for (const words of ['🔴 open, critical', '2026-11-23 02:00 UTC', '/fix-bridge web-1']) {
      expect(partOf(raw, 'text/plain')).toContain(words);
      expect(html).toContain(words);
    }
  });

  it('stands with all others of its incident in one thread', async () => {
    const { destination, mails } = await mailbox();
    const tell = async (incident: Incident, state?: Incident['state'], place?: string) =>
      destination.tell({
        incident,
        watched: 12,
        id: `i1/mail/${incident.revision}`,
        before: state && { state, place },
      });
    const first = await tell(opened);
    const second = await tell(more, 'open', first);
    await tell(resolved, 'open', second);
    const headers = mails.map(({ raw }) => headersOf(raw));
    const [root, ...later] = headers.map((one) => one.get('message-id'));
    expect(root).toMatch(/^<[0-9a-f]{32}@example\.net>$/);
    expect(new Set([root, ...later]).size).toBe(3);
    for (const one of headers.slice(1)) {
      expect(one.get('in-reply-to')).toBe(root);
      expect(one.get('references')).toBe(root);
      expect(one.get('subject')).toBe(
        "Re: [Ferryman] web-1: Docker's bridge covers the network card's subnet",
      );
    }
    expect(partOf(mails[2]?.raw ?? '', 'text/plain')).toContain('✅ resolved\n2 hosts: ');
  });

  it('is not sent where it would say the same again, nor for each time that something flaps', async () => {
    const { destination, mails } = await mailbox();
    const place = await destination.tell({ incident: opened, watched: 12, id: '1' });
    const retitled = { ...opened, severity: 'warning' as const };
    const again = { incident: retitled, watched: 12, id: '2', before: { state: 'open' as const, place } };
    expect(await destination.tell(again)).toBeUndefined();
    expect(mails).toHaveLength(1);
    const flapping = incidentOf([member('web-1', [0, 1, 2, 3, 4])], { state: 'flapping' });
    await destination.tell({ incident: flapping, watched: 12, id: '3', before: { state: 'open', place } });
    const away = incidentOf([member('web-1', [0, 1, 2, 3])], { state: 'flapping' });
    await destination.tell({ incident: away, watched: 12, id: '4', before: { state: 'flapping', place } });
    expect(mails.map(({ raw }) => partOf(raw, 'text/plain')?.split('\n')[0])).toEqual([
      '🔴 open, critical',
      '🔁 comes and goes',
    ]);
  });

  it('is sent when a warning becomes critical, and leaves half an hour between those that say who else has it', async () => {
    const { destination, mails } = await mailbox();
    const warning = { ...opened, severity: 'warning' as const };
    const place = await destination.tell({ incident: warning, watched: 12, id: '1' });
    const again = { incident: opened, watched: 12, id: '2', before: { state: 'open' as const, place } };
    expect(await destination.tell(again)).toContain('critical');
    expect(mails.map(({ raw }) => partOf(raw, 'text/plain')?.split('\n')[0])).toEqual([
      '🟠 open, a warning',
      '🔴 open, critical',
    ]);
    expect(destination.gapMs).toBe(30 * 60_000);
  });

  it('has the same id when it is sent again', async () => {
    const { destination, mails } = await mailbox();
    await destination.tell({ incident: opened, watched: 12, id: 'i1/mail/1' });
    await destination.tell({ incident: opened, watched: 12, id: 'i1/mail/1' });
    const ids = mails.map(({ raw }) => headersOf(raw).get('message-id'));
    expect(ids[1]).toBe(ids[0]);
  });

  it('gets no header, receiver or markup from what a host says', async () => {
    const { destination, mails } = await mailbox();
    const title = { en: 'a\r\nBcc: evil@example.org\r\n\r\n<script>x</script>', 'zh-CN': '' };
    const incident = incidentOf([member('web-1\r\nX-Evil: 1', [0], { title })]);
    await destination.tell({ incident, watched: 12, id: '1' });
    const [{ to, raw } = { to: [], raw: '' }] = mails;
    expect(to).toHaveLength(2);
    expect([...headersOf(raw).keys()]).not.toEqual(expect.arrayContaining(['bcc']));
    expect([...headersOf(raw).keys()]).not.toEqual(expect.arrayContaining(['x-evil']));
    expect(partOf(raw, 'text/html')).not.toContain('<script>');
  });

  it('is written in the language of its destination', async () => {
    const { destination, mails } = await mailbox(
      {},
      {},
      { reader: readerOf('zh-CN'), zone: 'Asia/Shanghai' },
    );
    await destination.tell({ incident: more, watched: 12, id: '1' });
    expect(partOf(mails[0]?.raw ?? '', 'text/plain')).toContain(
      '12 台主机中的 2 台：Docker 网桥的网段覆盖了网卡所在网段\n\n开始时间：2026-11-23 10:00 UTC+08:00',
    );
  });

  it('shows the picture of a digest in its text, and says what is on it', async () => {
    const { destination, mails } = await mailbox();
    const picture = await pngOf(chartSvg(digestOf().chart, 'UTC'));
    for (const _ of [1, 2]) await destination.digest({ facts: digestOf(), picture, id: 'digest-2026-11-23' });
    const [{ raw } = { raw: '' }, again] = mails;
    expect(headersOf(raw).get('subject')).toMatch(/^\[Ferryman\] Digest of 2026-11-23: 1 open/);
    expect(partOf(raw, 'text/plain')).toContain('hz-shop: critical for 3 h, still so');
    const html = partOf(raw, 'text/html');
    expect(html).toContain('<img src="cid:chart@ferryman" alt="The last 7 days');
    expect(raw).toMatch(/Content-ID: <chart@ferryman>/i);
    expect(raw.replaceAll(/\s/g, '')).toContain(Buffer.from(picture).toString('base64').slice(0, 200));
    // Programs show one of two with the same.
    expect(headersOf(again?.raw ?? '').get('message-id')).toBe(headersOf(raw).get('message-id'));
  });

  it('has no picture where there is none', async () => {
    const { destination, mails } = await mailbox();
    await destination.digest({ facts: digestOf(), id: 'digest-2026-11-23' });
    const html = partOf(mails[0]?.raw ?? '', 'text/html');
    expect(html).not.toContain('<img');
    expect(html).toContain('hz-shop: critical for 3 h, still so');
  });

  it('says what Ferryman says of itself', async () => {
    const { destination, mails } = await mailbox();
    await destination.note({
      id: 'lost-C024BE91L',
      at: '2026-11-23T02:00:00.000Z',
      about: 'C024BE91L',
      sentence: say`The channel is archived.`,
      next: say`Unarchive it.`,
    });
    const raw = mails[0]?.raw ?? '';
    expect(raw).toContain('Subject: [Ferryman] C024BE91L: The channel is archived.');
    expect(partOf(raw, 'text/plain')).toContain('C024BE91L: The channel is archived.\n\nUnarchive it.');
  });

  it('that is a test says so', async () => {
    const { destination, mails } = await mailbox();
    await destination.test();
    expect(partOf(mails[0]?.raw ?? '', 'text/plain')).toContain('This is only a test');
  });
});

describe('a mail server', () => {
  const { key, cert } = certificate();
  const login = {
    authOptional: false,
    onAuth: (auth, _session, done) => {
      if (auth.username === 'ferryman' && auth.password === 's3cret') done(null, { user: 'ferryman' });
      else done(new Error('5.7.8 Authentication failed'));
    },
  } satisfies Parameters<typeof startMailServer>[0];
  const account = { user: 'ferryman', password: new Secret('s3cret') };
  const notice = { incident: opened, watched: 12, id: '1' };

  it.each([
    ['STARTTLS', { disabledCommands: [] }, 'starttls'],
    ['TLS from the first byte', { secure: true }, 'implicit'],
  ] as const)('is spoken to with %s, and logged in to then only', async (_, options, tls) => {
    const { destination, mails } = await mailbox(
      {
        key,
        cert,
        ...login,
        ...options,
        disabledCommands: [...('disabledCommands' in options ? options.disabledCommands : [])],
      },
      { tls, ...account },
      { ca: cert },
    );
    await destination.tell(notice);
    expect(mails).toMatchObject([{ user: 'ferryman', encrypted: true }]);
  });

  it('without STARTTLS gets neither a password nor a mail', async () => {
    const tried: unknown[] = [];
    const { destination, mails } = await mailbox(
      { ...login, allowInsecureAuth: true, onAuth: (auth) => void tried.push(auth) },
      { tls: 'starttls', ...account },
    );
    const { code, next } = await errorOf(destination.tell(notice));
    expect(code).toBe('notify-mail-not-sent');
    expect(next).toContain('STARTTLS');
    expect({ tried, mails }).toEqual({ tried: [], mails: [] });
  });

  it('whose certificate nobody vouches for gets no mail', async () => {
    const { destination, mails } = await mailbox({ key, cert, disabledCommands: [] }, { tls: 'starttls' });
    expect((await errorOf(destination.tell(notice))).message).toContain('self-signed certificate');
    expect(mails).toEqual([]);
  });

  it('that refuses the password is told of without it', async () => {
    const { destination } = await mailbox(
      { key, cert, ...login, disabledCommands: [] },
      { tls: 'starttls', user: 'ferryman', password: new Secret('hunter2') },
      { ca: cert },
    );
    const { message, next } = await errorOf(destination.tell(notice));
    expect(message).toContain('Authentication failed');
    expect(next).toContain('FERRYMAN_SMTP_PASSWORD');
    expect(message + next).not.toContain('hunter2');
  });

  it('is not asked with an account whose password is missing', async () => {
    const { destination, mails } = await mailbox({}, { user: 'ferryman' });
    expect((await errorOf(destination.tell(notice))).next).toContain('Set it where Ferryman runs');
    expect(mails).toEqual([]);
  });

  it('that refuses one of the addresses has the others told, and a test tells of it', async () => {
    const { destination, mails } = await mailbox({
      onRcptTo: ({ address }, _session, done) =>
        done(address === 'night@example.com' ? new Error('5.1.1 unknown') : undefined),
    });
    await destination.tell(notice);
    expect(mails).toMatchObject([{ to: ['ops@example.com'] }]);
    expect((await errorOf(destination.test())).message).toBe(
      'The mail server does not take mail for night@example.com.',
    );
  });

  it('that refuses all of them, or is not there, was not told', async () => {
    const { destination } = await mailbox({
      onRcptTo: (_address, _session, done) => done(new Error('5.1.1 unknown')),
    });
    expect((await errorOf(destination.tell(notice))).next).toContain('addresses');
    await server?.stop();
    expect((await errorOf(destination.tell(notice))).message).toMatch(
      /^The mail server localhost:\d+ did not take the mail \(.*ECONNREFUSED/,
    );
  });
});
