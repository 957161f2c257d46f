import { isIP } from 'node:net';

import type { ConfigLine } from '../../facts/config-lines.ts';
import { failed } from '../../model/attempts.ts';
import type { Container } from '../../model/containers.ts';
import { addressIn } from '../../model/prefix.ts';
import type { Views } from '../../model/views.ts';
import { list, say, sentences, type Text } from '../../text/say.ts';
import { logEvidence } from '../evidence.ts';
import { spokenNow, suffering } from '../log-signature.ts';
import { changeIn } from '../owner.ts';
import { defineRule, type Finding } from '../rule.ts';

/** What a server says that is told to listen on an address which its machine does not have. */
const NOT_OURS =
  /cannot assign requested address|can't assign requested address|EADDRNOTAVAIL|address not available/i;

/** Clients say the same when they have used up their ports. */
const OF_A_CLIENT = /\bconnect(?:ing)?\b(?!ion)|\bdial\b|sendto/i;

const UPSTREAM = /while connecting to upstream.*upstream: "https?:\/\/(\d+\.\d+\.\d+\.\d+):(\d+)/;

/**
 * Seen: after an image copy a server does not start ("Cannot assign requested address"), or a proxy answers 502.
 * Why: its configuration holds an address of the old network: to listen on, or to hand requests to. The host has another one now.
 * Not seen: files inside images. Addresses in comments and logs, and settings that nobody uses, are left alone; so are ports that
 * Docker itself publishes on an address, the hosts file, and connection strings, which are causes of their own.
 */
export const bakedIpOrHostname = defineRule({
  id: 'baked-ip-or-hostname',
  title: say`A configuration holds an address that this host had elsewhere`,
  needs: ['network', 'containers', 'logs', 'question', 'symptoms'],
  wants: ['attempts', 'failedUnits', 'configLines'],
  evaluate: (views) => [...ofUnits(views), ...ofContainers(views), ...ofProxies(views)],
});

type Seen = Pick<Views, 'network' | 'containers' | 'logs' | 'question' | 'symptoms'> &
  Partial<Pick<Views, 'attempts' | 'failedUnits' | 'configLines'>>;

function ofUnits(views: Seen): Finding[] {
  return (views.failedUnits ?? []).flatMap(({ unit, lines }) => {
    const line = lines.find((text) => NOT_OURS.test(text) && !OF_A_CLIENT.test(text));
    // A transient unit is named by its command line, which says what the complaint leaves out.
    const started = lines.filter((text) => /^Start(?:ing|ed) /.test(text));
    const address = line === undefined ? undefined : strangeIn([line, ...started], views);
    if (line === undefined || address === undefined) return [];
    return [
      finding(
        {
          who: unit.replace(/\.service$/, ''),
          subject: { kind: 'unit', name: unit },
          address,
          evidence: [{ source: `journalctl -u ${unit}`, lines: [line] }],
          explains: [],
          restart: `systemctl restart ${unit}`,
          risk: say`The service does not run now, so nothing is interrupted.`,
        },
        views,
      ),
    ];
  });
}

function ofContainers(views: Seen): Finding[] {
  return spokenNow(NOT_OURS, views).flatMap(({ container, lines }) => {
    const [line] = lines;
    if (line === undefined || OF_A_CLIENT.test(line.text)) return [];
    const { path, args, config } = container.inspect;
    const address = strangeIn(
      [line.text, path, ...args, ...config.entrypoint, ...config.cmd],
      views,
      container,
    );
    if (address === undefined) return [];
    return [
      finding(
        {
          who: container.name,
          subject: { kind: 'container', name: container.name },
          address,
          evidence: [logEvidence(container, lines)],
          explains: suffering(container, views),
          restart: `docker restart ${container.name}`,
          risk: changeIn(container),
        },
        views,
      ),
    ];
  });
}

/** A proxy that hands requests to an address which is in none of the host's networks, and that does not answer. */
function ofProxies(views: Seen): Finding[] {
  return spokenNow(UPSTREAM, views).flatMap(({ container, lines, match: [, address = '', port = ''] }) => {
    const need = views.question.needs.find((one) => one.address === address && String(one.port) === port);
    const outcome = need === undefined ? undefined : views.attempts?.toNeed(need.name);
    if (!failed(outcome) || isNearby(address, views)) return [];
    return [
      {
        ...finding(
          {
            who: container.name,
            subject: { kind: 'container', name: container.name },
            address,
            evidence: [logEvidence(container, lines.slice(0, 1))],
            explains: [...(need === undefined ? [] : [`need:${need.name}`]), ...suffering(container, views)],
            restart: `docker restart ${container.name}`,
            risk: changeIn(container),
          },
          views,
        ),
        certainty: 'likely' as const,
        title: say`${container.name} hands requests to ${address}:${port}, which is in none of this host's networks`,
      },
    ];
  });
}

/** An address that neither the host nor this container has. */
function strangeIn(texts: readonly string[], { network }: Seen, container?: Container): string | undefined {
  const own = new Set([
    ...network.addresses.map(({ address }) => address),
    ...(container?.attachments ?? []).map(({ ipv4 }) => ipv4),
  ]);
  return texts
    .flatMap((text) =>
      [...text.matchAll(/(?<![\d.])(\d{1,3}(?:\.\d{1,3}){3})(?![\d.]*\d)/g)].map(
        ([, address = '']) => address,
      ),
    )
    .find((address) => isIP(address) === 4 && !/^(?:0|127|255)\./.test(address) && !own.has(address));
}

function isNearby(address: string, { network }: Seen): boolean {
  return network.routes.some(
    ({ destination, gateway, table }) =>
      table === 'main' && gateway === undefined && isWithin(address, destination, network),
  );
}

function isWithin(address: string, destination: string, { hostSubnets }: Views['network']): boolean {
  return (
    hostSubnets.some(({ prefix }) => addressIn(address, prefix)) || destination.startsWith(`${address}/`)
  );
}

interface Told {
  readonly who: string;
  readonly subject: Finding['subject'];
  readonly address: string;
  readonly evidence: Finding['evidence'];
  readonly explains: readonly string[];
  readonly restart: string;
  readonly risk: Text;
}

function finding(told: Told, { network, configLines = [] }: Seen): Finding {
  const { who, subject, address, evidence, explains, restart, risk } = told;
  const holds = configLines.filter(({ text }) => text.split(/[^\d.]+/).includes(address)).slice(0, 6);
  const now = network.hostSubnets.map((one) => one.address);
  return {
    severity: 'critical',
    certainty: 'proven',
    subject,
    title: say`${who} is configured for the address ${address}, which this host does not have`,
    explanation: sentences(
      say`${who} is told to use ${address}.`,
      now.length === 0
        ? say`The host has other addresses now, so the kernel refuses to listen there.`
        : say`The host has ${list(now, 'and')} now, so the kernel refuses to listen there.`,
      say`The setting is of the network that the host, or its image, came from.`,
    ),
    evidence: [
      ...evidence,
      {
        source: 'ip -4 addr',
        lines: network.addresses
          .filter(({ family }) => family === 4)
          .slice(0, 6)
          .map(({ address: own, device }) => `${own} dev ${device}`),
      },
      ...files(holds),
    ],
    falsifier: say`wrong if \`ip addr\` lists ${address}`,
    fix: {
      summary:
        holds.length === 0
          ? say`Find where ${address} is written, and let ${who} listen on 0.0.0.0 or the host's present address.`
          : say`Correct ${list(holds.map(({ path, line }) => `${path}:${line}`))}, then start ${who} again.`,
      commands: [`grep -rnI --include='*' '${address}' /etc | head -n 20`, restart],
      risk: sentences(risk, say`Listening on 0.0.0.0 opens the service to every network of the host.`),
    },
    explains,
  };
}

function files(lines: readonly ConfigLine[]): Finding['evidence'] {
  if (lines.length === 0) return [];
  return [
    {
      source: say`configuration files`,
      lines: lines.map(({ path, line, text }) => `${path}:${line}: ${text}`),
    },
  ];
}
