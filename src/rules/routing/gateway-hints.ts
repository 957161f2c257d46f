import type { NetworkFileLine } from '../../facts/network-files.ts';
import { addressIn } from '../../model/prefix.ts';
import { routeCommand } from '../../model/route-command.ts';
import type { Views } from '../../model/views.ts';
import type { Evidence } from '../rule.ts';

/** A gateway that the host was told of, by a lease, its configuration or a route that is still there. */
export interface GatewayHint {
  readonly address: string;
  readonly device: string;
  readonly evidence: Evidence<string>;
}

type Seen = Pick<Views, 'network'> & Partial<Pick<Views, 'networkFiles'>>;

const NAMED =
  /(?:option routers|^routers?\b|\bROUTER=|gateway(?:4|_address|new)?["']?\s*[:=]?|GATEWAY=|via:?|address1=\S+,)\s*["']?(\d+\.\d+\.\d+\.\d+)/i;

/** Only what lies in a card's own subnet can be a next hop. The latest lease comes last in its file, so the last line counts first. */
export function gatewayHints({ network, networkFiles = [] }: Seen): readonly GatewayHint[] {
  const fromFiles = networkFiles.toReversed().flatMap((line) => hintOf(namedIn(line), line, network));
  const fromRoutes = network.routes
    .filter(({ destination, gateway }) => destination !== '0.0.0.0/0' && gateway !== undefined)
    .flatMap(({ gateway, text }) =>
      hintOf(gateway, { path: routeCommand({ text }), text: text.trim() }, network),
    );
  return [
    ...new Map([...fromFiles, ...fromRoutes].toReversed().map((hint) => [hint.address, hint])).values(),
  ].toReversed();
}

function namedIn({ text }: NetworkFileLine): string | undefined {
  return NAMED.exec(text)?.[1];
}

function hintOf(
  address: string | undefined,
  { path, text }: NetworkFileLine,
  network: Seen['network'],
): GatewayHint[] {
  if (address === undefined) return [];
  const card = network.hostSubnets.find(
    (subnet) => subnet.source.family === 4 && subnet.address !== address && addressIn(address, subnet.prefix),
  );
  return card === undefined
    ? []
    : [{ address, device: card.device, evidence: { source: path, lines: [text] } }];
}
