import { describe, expect, it } from 'vitest';
import { incidentOf, member, minute } from '../../test/support/incidents.ts';
import { couldNotLook, type Incident, unexplained } from '../report/incident.ts';
import { readerOf } from '../text/reader.ts';
import type { Language } from '../text/language.ts';
import { renderIncidentCard } from './incident-card.ts';
import { incidentContent } from './incident-content.ts';
import { renderIncidentHtml } from './incident-html.ts';
import { renderIncidentText } from './incident-text.ts';
import { renderIncident } from './slack/incident.ts';

function contentOf(incident: Incident, language: Language = 'en', watched = 12) {
  return incidentContent(incident, { reader: readerOf(language), watched });
}

const hosts = (count: number) => Array.from({ length: count }, (_, index) => `web-${index + 1}`);
const blind = (host: string, times: readonly number[] = [0]) =>
  member(host, times, {
    subject: { kind: 'host', name: host },
    title: { en: 'no answer on port 22', 'zh-CN': '端口 22 无应答' },
  });

const missingImage = (name: string) => ({
  title: { en: `The image of ${name} is missing`, 'zh-CN': `${name} 的镜像不存在` },
});

describe('an incident', () => {
  it('of one host names the host and the cause, and since when', () => {
    const content = contentOf(incidentOf([member('hz-shop')]));
    expect(content).toMatchObject({
      mark: '🔴',
      state: 'open, critical',
      headline: "hz-shop: Docker's bridge covers the network card's subnet",
      // Nothing draws it anew while nothing changes, so it says nothing that grows.
      facts: [{ label: 'Since', at: minute(0) }],
      rows: [{ host: 'hz-shop', about: 'bridge docker0', state: 'still there', since: minute(0) }],
      notes: [],
    });
  });

  it('of several hosts counts those that have it now, and says which had it', () => {
    const members = [member('web-1', [0, 4]), member('web-2', [1]), member('web-3', [2])];
    const { headline, rows } = contentOf(incidentOf(members));
    expect(headline).toBe("2 of 12 hosts: Docker's bridge covers the network card's subnet");
    expect(rows.map(({ host, state, until }) => ({ host, state, until }))).toEqual([
      { host: 'web-2', state: 'still there', until: undefined },
      { host: 'web-3', state: 'still there', until: undefined },
      { host: 'web-1', state: 'gone', until: minute(4) },
    ]);
  });

  it('names the last host that has it, and counts no host twice', () => {
    const left = incidentOf([member('web-1', [0, 4]), member('web-2', [1])]);
    expect(contentOf(left).headline).toMatch(/^web-2: /);
    const twice = incidentOf([
      member('web-1'),
      member('web-1', [0], { subject: { kind: 'bridge', name: 'br0' } }),
    ]);
    expect(contentOf(twice).headline).toMatch(/^web-1: /);
  });

  it('says which host it means where each says it of its own', () => {
    const own = incidentOf([
      member('web-1', [0], missingImage('shop')),
      member('web-2', [1], missingImage('api')),
    ]);
    expect(contentOf(own).headline).toBe(
      '2 of 12 hosts, the same cause. On web-1: The image of shop is missing',
    );
    expect(contentOf(own).rows.map(({ about }) => about)).toEqual([
      'The image of shop is missing',
      'The image of api is missing',
    ]);
    expect(contentOf(own, 'zh-CN').headline).toBe('12 台主机中的 2 台，同一根因。web-1：shop 的镜像不存在');
  });

  it('claims no share of hosts that are watched less than have it', () => {
    const content = contentOf(incidentOf(hosts(3).map((host) => member(host))), 'en', 2);
    expect(content.headline).toMatch(/^3 hosts: /);
  });

  it('that is over says when and after how long, and calls nothing healthy', () => {
    const members = [member('web-1', [0, 70]), member('web-2', [10, 95])];
    const over = incidentOf(members, { state: 'resolved', resolvedAt: minute(95) });
    const content = contentOf(over);
    expect(content).toMatchObject({
      mark: '✅',
      state: 'resolved',
      headline: "2 hosts: Docker's bridge covers the network card's subnet",
      facts: [
        { label: 'Since', at: minute(0) },
        { label: 'Resolved at', at: minute(95) },
        { label: 'Lasted', text: '1 h 35 min' },
      ],
    });
    expect(content.todo).toBeUndefined();
    expect(JSON.stringify(content)).not.toMatch(/healthy|fine|正常/);
  });

  it('that flaps says how often in what time, and that it is not told each time', () => {
    const incident = incidentOf([member('web-1', [0, 1, 10, 12, 30])], { state: 'flapping' });
    const content = contentOf(incident);
    expect(content.state).toBe('comes and goes');
    expect(content.mark).toBe('🔁');
    expect(content.facts).toContainEqual({ label: 'Came', text: '3 times in 30 min' });
    expect(content.notes).toEqual([
      'It is not told again each time; it counts as over when it has stayed away for a while.',
    ]);
    expect(contentOf(incident, 'zh-CN').facts).toContainEqual({
      label: '出现次数',
      text: '30 分钟内 3 次',
    });
  });

  it('of a host that nobody can look at gives the reason, and says that nobody knows', () => {
    const incident = incidentOf([blind('web-1')], { cause: couldNotLook, severity: 'warning' });
    const content = contentOf(incident);
    expect(content).toMatchObject({
      mark: '⚫',
      headline: 'Nobody can look at web-1: no answer on port 22',
      notes: ['Nobody could look there, so nobody knows whether anything is wrong.'],
      rows: [{ host: 'web-1', about: 'no answer on port 22', state: 'cannot be looked at' }],
    });
    expect(content.todo).toBeUndefined();
    const over = { ...incident, members: [blind('web-1', [0, 9])], state: 'resolved' as const };
    expect(contentOf({ ...over, resolvedAt: minute(9) })).toMatchObject({
      headline: 'web-1 can be looked at again',
      notes: ['What a look finds there now is told separately.'],
    });
  });

  it('counts the hosts that nobody can look at', () => {
    const members = hosts(3).map((host) => blind(host));
    expect(contentOf(incidentOf(members, { cause: couldNotLook })).headline).toBe(
      'Nobody can look at 3 of 12 hosts',
    );
  });

  it('that nobody looks at any more is not said to be resolved', () => {
    const members = [member('web-1', [0, 9], { unwatched: true })];
    const lost = incidentOf(members, { state: 'resolved', resolvedAt: minute(9) });
    const content = contentOf(lost);
    expect(content).toMatchObject({
      mark: '⚪',
      state: 'not watched any more',
      notes: ['web-1 is not watched any more: how it is now is not known.'],
      facts: [
        { label: 'Since', at: minute(0) },
        { label: 'Watched until', at: minute(9) },
        { label: 'Lasted at least', text: '9 min' },
      ],
      rows: [{ state: 'not watched any more' }],
    });
    expect(content.rows[0]).not.toHaveProperty('until');
    expect(JSON.stringify(content)).not.toContain('esolved');
  });

  it('tells of those among its hosts that nobody looks at any more', () => {
    const unwatched = { unwatched: true };
    const members = [
      member('web-1', [0, 5]),
      member('web-2', [0, 9], unwatched),
      member('web-3', [0, 9], unwatched),
    ];
    const over = incidentOf(members, { state: 'resolved', resolvedAt: minute(9) });
    expect(contentOf(over)).toMatchObject({
      mark: '⚪',
      state: 'not watched any more',
      notes: ['2 hosts are not watched any more: how they are now is not known.'],
    });
  });

  it('without a known cause says so', () => {
    const { notes } = contentOf(incidentOf([member('web-1')], { cause: unexplained }));
    expect(notes).toEqual(['No known cause explains it.']);
  });

  it('shows twenty hosts and counts the others', () => {
    const shown = contentOf(incidentOf(hosts(23).map((host) => member(host))), 'en', 30);
    expect(shown.rows).toHaveLength(20);
    expect(shown.more).toBe('… and 3 more');
    expect(contentOf(incidentOf(hosts(20).map((host) => member(host)))).more).toBeUndefined();
  });

  it('gives the commands that mend it, or else the one that tells all', () => {
    const members = hosts(2).map((host) => member(host, [0], { apply: `/fix-bridge ${host}` }));
    const gone = member('web-3', [0, 1], { apply: '/fix-bridge web-3' });
    expect(contentOf(incidentOf([...members, gone])).todo).toEqual({
      label: 'Ask for a fix',
      commands: ['/fix-bridge web-1', '/fix-bridge web-2'],
    });
    expect(contentOf(incidentOf([member('web-1')])).todo).toEqual({
      label: 'All about it',
      commands: ['/diagnose web-1'],
    });
  });

  it('says what differs from host to host in its row', () => {
    const title = { en: 'Docker’s bridge covers the gateway', 'zh-CN': 'Docker 网桥的网段覆盖了网关' };
    const { rows } = contentOf(incidentOf([member('web-1'), member('web-2', [1], { title })]));
    expect(rows.map(({ about }) => about)).toEqual([
      "Docker's bridge covers the network card's subnet",
      'Docker’s bridge covers the gateway',
    ]);
  });

  it('says what was tried, on its own hosts only', () => {
    const by = { byUserId: 'U0LIN', at: minute(3) };
    const incident = incidentOf([member('web-1')], {
      tried: {
        looks: 8,
        lookedAt: minute(8),
        fixes: [
          { id: 'fix00001', host: 'web-1', result: 'undone', ...by },
          { id: 'fix00002', host: 'web-1', result: 'fixed', reverts: 'fix00001', ...by },
          { id: 'fix00003', host: 'db', result: 'fixed', ...by },
        ],
        diagnoses: [
          { job: 'j1', host: 'web-1', ...by },
          { job: 'j2', host: 'web-1', ...by },
        ],
      },
    });
    const { facts, tried } = contentOf(incident);
    expect(facts.slice(1)).toEqual([
      { label: 'Looks since', text: '8' },
      { label: 'Last look', at: minute(8) },
    ]);
    expect(tried.map(({ text }) => text)).toEqual([
      'Change fix00001: web-1 is as before: the change was taken back.',
      'Change fix00002: web-1: change fix00001 was taken back, as it was asked for.',
      'Diagnosed 2 times more since, web-1 last.',
    ]);
    expect(contentOf(incident, 'zh-CN').tried.at(-1)).toEqual({
      text: '此后又诊断过 2 次，最近一次是 web-1。',
      byUserId: 'U0LIN',
    });
    const scene = { reader: readerOf('en'), watched: 12 };
    const drawn = JSON.stringify(renderIncident(incident, scene).blocks);
    expect(drawn).toContain('taken back."},{"type":"text","text":" "},{"type":"user","user_id":"U0LIN"}');
    for (const written of [
      renderIncidentText(contentOf(incident), readerOf('en')),
      renderIncidentHtml(contentOf(incident), readerOf('en')),
      JSON.stringify(renderIncidentCard(contentOf(incident), readerOf('en'))),
    ]) {
      expect(written).toContain('Change fix00001: web-1 is as before: the change was taken back.');
      expect(written).not.toContain('U0LIN');
    }
  });

  it('is told in Chinese', () => {
    const members = [member('web-1', [0]), member('web-2', [3])];
    const content = contentOf(incidentOf(members), 'zh-CN');
    expect(content).toMatchObject({
      state: '未恢复，严重',
      headline: '12 台主机中的 2 台：Docker 网桥的网段覆盖了网卡所在网段',
      facts: [{ label: '开始时间' }],
    });
    const blindOnes = incidentOf([blind('web-1')], { cause: couldNotLook });
    expect(contentOf(blindOnes, 'zh-CN').headline).toBe('无法检查 web-1：端口 22 无应答');
  });

  it('carries nothing that a terminal, or an eye, would follow', () => {
    const title = { en: 'a\u001B[31m\nb\u202E c', 'zh-CN': 'x' };
    const content = contentOf(incidentOf([member('web-1', [0], { title })]));
    expect(content.headline).toBe('web-1: a b c');
  });
});
