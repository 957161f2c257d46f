import type { NamespaceListener } from '../../facts/network-namespaces.ts';
import { say, type Sayable } from '../../text/say.ts';
import type { Container } from '../containers.ts';
import { ended, type Flight, type Next } from './flight.ts';
import { takes } from './host-sockets.ts';
import type { Hop } from './trace.ts';
import type { Place, World } from './world.ts';

/** In the container's own network namespace: whoever listens there. */
export function enterContainer(flight: Flight, world: World, place: Place): Next {
  const { container } = place;
  if (flight.answer) return ended({ kind: 'delivered', to: container.name });
  const { listeners, name, inspect } = container;
  if (inspect.hostConfig.privileged) {
    const unsure = say`a privileged container may have a firewall of its own`;
    flight.pass({ ...socketHop(container, say`its firewall is not known`), unsure });
  }
  if (listeners === undefined) {
    flight.pass({ ...socketHop(container, say`not known`), unsure: say`its listeners could not be read` });
    return { at: 'listener', name, place };
  }
  const onPort = listeners.filter(
    ({ protocol, port }) => protocol === flight.protocol && port === flight.port,
  );
  const taker = onPort.find((listener) => takes(listener, flight, world));
  if (taker !== undefined) {
    flight.pass(socketHop(container, say`${shown(taker)} listens`));
    return { at: 'listener', name, place };
  }
  const [other] = onPort;
  if (other === undefined) {
    const nothing = say`nothing listens on ${flight.protocol} port ${flight.port}`;
    return ended(flight.die('refused', { ...socketHop(container, nothing), absent: true }));
  }
  const elsewhere = say`nothing listens on ${flight.to}:${flight.port}; somebody listens on ${shown(other)} alone`;
  return ended(flight.die('refused', socketHop(container, elsewhere)));
}

function shown({ address, port, family }: NamespaceListener): string {
  return family === 6 ? `[${address}]:${port}` : `${address}:${port}`;
}

function socketHop({ name, inspect }: Container, decided: Sayable): Hop {
  const source = `nsenter -t ${inspect.state.pid} -n ss -lntu`;
  return { layer: 'socket', where: say`container ${name}`, decided, source };
}
