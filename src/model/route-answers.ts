import type { KernelRoute } from '../facts/kernel-routes.ts';
import { say, type Sayable } from '../text/say.ts';
import { routeCommand } from './route-command.ts';
import type { RoutedPacket, Routing } from './routing.ts';

/** Where a packet of the host itself to an address goes. */
export interface RouteAnswer {
  readonly to: string;
  readonly device?: string;
  readonly gateway?: string;
  /** Why it goes nowhere: `Network is unreachable`, `blackhole`. */
  readonly refused?: Sayable;
  /** The command that a person types to see it, and what it prints. */
  readonly evidence: { readonly source: string; readonly lines: readonly string[] };
}

export interface RouteAnswers {
  /** Undefined where neither the kernel was asked nor the tables tell. */
  to(address: string): RouteAnswer | undefined;
  /** The same for a packet that comes in by a device, as a container's packets come by its bridge. */
  forwarded(address: string, from: string, iif: string): RouteAnswer | undefined;
}

/** The kernel's own word where it was asked, else what its tables say. */
export function routeAnswers(asked: readonly KernelRoute[], routing: Routing): RouteAnswers {
  const byAddress = new Map(
    asked.filter(({ question }) => question.from === undefined).map((answer) => [answer.question.to, answer]),
  );
  return {
    to(address) {
      const kernel = byAddress.get(address);
      return kernel === undefined ? fromTables({ to: address }, routing) : fromKernel(address, kernel);
    },
    forwarded(address, from, iif) {
      const kernel = asked.find(
        ({ question }) => question.to === address && question.from === from && question.iif === iif,
      );
      return kernel === undefined
        ? fromTables({ to: address, from, iif }, routing)
        : fromKernel(address, kernel);
    },
  };
}

function fromKernel(to: string, { question, answer, lines }: KernelRoute): RouteAnswer {
  const from = question.from === undefined ? '' : ` from ${question.from} iif ${question.iif}`;
  const evidence = {
    source: `ip route get ${to}${from}`,
    lines: lines.map((line) => line.trim()).filter((line) => line !== 'cache'),
  };
  if (answer.kind === 'error') return { to, refused: answer.message, evidence };
  return {
    to,
    ...(answer.device !== undefined && { device: answer.device }),
    ...(answer.gateway !== undefined && { gateway: answer.gateway }),
    evidence,
  };
}

function fromTables(packet: RoutedPacket, routing: Routing): RouteAnswer | undefined {
  const { to } = packet;
  const decision = routing.routeTo(packet);
  switch (decision.kind) {
    case 'route': {
      const evidence = {
        source: routeCommand(decision.route, `ip route show table ${decision.route.table}`),
        lines: [decision.route.text],
      };
      return {
        to,
        ...(decision.device !== undefined && { device: decision.device }),
        ...(decision.gateway !== undefined && { gateway: decision.gateway }),
        evidence,
      };
    }
    case 'refused':
      return {
        to,
        refused: decision.type,
        evidence: { source: 'ip route; ip rule', lines: [decision.by.text] },
      };
    case 'none':
      return { to, refused: say`no route`, evidence: { source: 'ip route', lines: [] } };
    case 'unsure':
      return undefined;
  }
  return decision satisfies never;
}
