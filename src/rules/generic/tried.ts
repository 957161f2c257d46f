import { say, type Sayable, type Text } from '../../text/say.ts';

/** What was tried and from where. */
export type Tried =
  | { readonly kind: 'port'; readonly port: number; readonly by: 'outside' | 'host' | 'host-to-container' }
  /** A need or a neighbour, `rds (10.0.0.8:1433)`: from a container, else from the host. */
  | { readonly kind: 'place'; readonly place: Sayable; readonly container?: string };

/** `port 30003 from outside` */
export function describeTried(tried: Tried): Text {
  if (tried.kind === 'place') return placeFrom(tried);
  const { port, by } = tried;
  switch (by) {
    case 'outside':
      return say`port ${port} from outside`;
    case 'host':
      return say`port ${port} on the host`;
    case 'host-to-container':
      return say`port ${port} from the host to the container`;
  }
  return by satisfies never;
}

/** `Port 30003 from outside`, where a sentence begins. */
export function triedFirst(tried: Tried): Text {
  if (tried.kind === 'place') return placeFrom(tried);
  const { port, by } = tried;
  switch (by) {
    case 'outside':
      return say`Port ${port} from outside`;
    case 'host':
      return say`Port ${port} on the host`;
    case 'host-to-container':
      return say`Port ${port} from the host to the container`;
  }
  return by satisfies never;
}

function placeFrom({ place, container }: Extract<Tried, { kind: 'place' }>): Text {
  return container === undefined ? say`${place} from the host` : say`${place} from container ${container}`;
}

export function packetsTo(tried: Tried): Text {
  return tried.kind === 'port' ? say`packets to port ${tried.port}` : say`packets to ${tried.place}`;
}

/** The same where a sentence begins. */
export function packetsFirst(tried: Tried): Text {
  return tried.kind === 'port' ? say`Packets to port ${tried.port}` : say`Packets to ${tried.place}`;
}

export function answersFrom(tried: Tried): Text {
  return tried.kind === 'port' ? say`answers from port ${tried.port}` : say`answers from ${tried.place}`;
}
