import { isIP } from 'node:net';

import type { ContainerNames } from '../../facts/container-names.ts';
import type { DnsAnswer, DnsOutcome } from '../../facts/dns-answer.ts';
import { inWords } from '../../facts/reasons.ts';
import type { ResolvConf } from '../../facts/resolv-conf.ts';
import type { Container } from '../../model/containers.ts';
import type { ResolvedNeed, Views } from '../../model/views.ts';
import { namesOf } from '../../model/wanted-names.ts';
import { list, say, type Sayable } from '../../text/say.ts';
import { logEvidence } from '../evidence.ts';
import { spokenNow, type Spoken } from '../log-signature.ts';
import type { Evidence, Finding } from '../rule.ts';

/** What programs write when a name does not resolve. musl says "Name does not resolve", busybox "bad address". */
const UNRESOLVED =
  /name or service not known|temporary failure in name resolution|name does not resolve|EAI_AGAIN|ENOTFOUND|could not translate host name|no such host|UnknownHostException|could not resolve host|nodename nor servname|bad address '|unknown host|no address associated with hostname|name resolution fail/i;

/** Containers that say in their present run that a name does not resolve. */
export function complaints(
  views: Partial<Pick<Views, 'containers' | 'logs' | 'symptoms' | 'attempts'>> & Pick<Views, 'question'>,
): readonly Spoken[] {
  const { containers, logs, symptoms } = views;
  if (containers === undefined || logs === undefined || symptoms === undefined) return [];
  return spokenNow(UNRESOLVED, { ...views, containers, logs, symptoms });
}

export function complaintEvidence(spoken: readonly Spoken[]): Evidence[] {
  return spoken.slice(0, 3).map(({ container, lines }) => logEvidence(container, lines.slice(0, 1)));
}

/** Needs that are known by a name which the host, all in all, does not resolve. */
export function unresolvedNeeds({ needs }: Views['question']): readonly ResolvedNeed[] {
  return needs.filter(({ address, resolved }) => isIP(address) === 0 && resolved.length === 0);
}

/** The symptoms of a need, from wherever it was tried. */
export function keysOf(
  { name }: Pick<ResolvedNeed, 'name'>,
  symptoms: Views['symptoms'] | undefined,
): string[] {
  const from = (symptoms ?? []).filter(({ key }) => key.startsWith(`need:${name}:`)).map(({ key }) => key);
  return [`need:${name}`, ...from];
}

/** Where the host asks: the C library takes three; behind systemd-resolved's stub stand others. */
export function serversOf({ nameservers, upstream }: ResolvConf): readonly string[] {
  return upstream === undefined ? nameservers.slice(0, 3) : upstream;
}

function isAnswered(outcome: DnsOutcome): boolean {
  // A server that refuses, or fails itself, is of no more use than one that is silent.
  return outcome.kind === 'answered' && (outcome.rcode === 0 || outcome.rcode === 3);
}

/** It was asked, and no question of any name got an answer. */
export function isDead(server: string, answers: readonly DnsAnswer[]): boolean {
  const ofServer = answers.filter((answer) => answer.server === server);
  return ofServer.length > 0 && !ofServer.some(({ outcome }) => outcome.kind === 'answered');
}

export function isAlive(server: string, answers: readonly DnsAnswer[]): boolean {
  return answers.some((answer) => answer.server === server && isAnswered(answer.outcome));
}

/** Addresses by the first server that knows the name; undefined where nobody was asked or knows it. */
export function addressesByDns(
  name: string,
  answers: readonly DnsAnswer[],
): { readonly server: string; readonly addresses: readonly string[] } | undefined {
  for (const { server, name: asked, outcome } of answers) {
    if (asked === name && outcome.kind === 'answered' && outcome.addresses.length > 0)
      return { server, addresses: outcome.addresses };
  }
  return undefined;
}

/** As somebody would ask by hand. */
export function answerEvidence(answers: readonly DnsAnswer[]): Evidence[] {
  return answers.slice(0, 4).map(({ pid, server, name, outcome }) => ({
    source: `${pid === undefined ? '' : `nsenter -t ${pid} -n `}dig +time=1 +tries=2 @${server} ${name === '.' ? '. NS' : name}`,
    lines: [describeOutcome(outcome)],
  }));
}

function describeOutcome(outcome: DnsOutcome): Sayable {
  switch (outcome.kind) {
    case 'answered':
      if (outcome.rcode === 3) return say`NXDOMAIN: there is no such name`;
      if (outcome.rcode === 2) return say`an error, code ${outcome.rcode} (SERVFAIL)`;
      if (outcome.rcode !== 0) return say`an error, code ${outcome.rcode}`;
      return outcome.addresses.length > 0 ? outcome.addresses.join(' ') : say`it answers`;
    case 'rejected':
      return say`connection refused`;
    case 'silent':
      return say`no answer in 2 s`;
    case 'unsent':
      return inWords(outcome.because);
  }
  return outcome satisfies never;
}

/** Resolvers that are everybody's: whether they answer is a question of the way to the Internet. */
const PUBLIC = new Set(
  (
    '8.8.8.8 8.8.4.4 1.1.1.1 1.0.0.1 9.9.9.9 208.67.222.222 208.67.220.220 114.114.114.114 114.114.115.115 ' +
    '223.5.5.5 223.6.6.6 119.29.29.29 180.76.76.76 2001:4860:4860::8888 2001:4860:4860::8844'
  ).split(' '),
);
export const isPublic = (server: string): boolean => PUBLIC.has(server);

export interface Resolving {
  readonly container: Container;
  readonly names: ContainerNames;
}

/** Running containers with a resolver of their own. */
export function resolvingContainers(
  containers: readonly Container[],
  names: readonly ContainerNames[] | undefined,
): readonly Resolving[] {
  return containers.flatMap((container) => {
    if (!container.running || container.onHostNetwork) return [];
    const own = names?.find(({ pid }) => pid === container.inspect.state.pid);
    return own === undefined ? [] : [{ container, names: own }];
  });
}

export const EMBEDDED = '127.0.0.11';

/** As a word of its own: `db` in "host name "db" to address", not in "db-2" or "db.example". */
export function mentions(line: string, name: string): boolean {
  // Asked of every pair of containers; hardly one of them names the other, and a pattern costs more than a look.
  if (!line.includes(name)) return false;
  const word = name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`(^|[^\\w.-])${word}($|[^\\w.-]|\\.$|[.:](?=\\s|$|\\d))`).test(line);
}

/** It looks for another container: then the host's nameservers are not to blame, whatever they do. */
export function isAboutContainer({ container, lines }: Spoken, containers: readonly Container[]): boolean {
  return containers.some(
    (other) =>
      other.id !== container.id && namesOf(other).some((name) => mentions(lines[0]?.text ?? '', name)),
  );
}

const SEVERITIES = ['critical', 'warning', 'notice'];

/** One cause that strikes several containers is one finding: about the one that was asked for, else the worst off. */
export function asOneFinding(findings: readonly Finding[], asked: string | undefined): readonly Finding[] {
  const [worst, ...others] = findings.toSorted(
    (one, other) =>
      Number(other.subject.name === asked) - Number(one.subject.name === asked) ||
      SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity),
  );
  if (worst === undefined || others.length === 0) return findings;
  const names = others.map(({ subject }) => subject.name);
  return [
    {
      ...worst,
      title:
        names.length > 4
          ? say`${worst.title}; the same for ${list(names.slice(0, 3))} and ${names.length - 3} more`
          : say`${worst.title}; the same for ${list(names, 'and')}`,
      explains: [...new Set(findings.flatMap(({ explains }) => explains))],
    },
  ];
}
