import type { Socket } from '../../facts/sockets.ts';
import { say, type Sayable } from '../../text/say.ts';
import { ended, type Flight, type Next } from './flight.ts';
import { passRules } from './pass-rules.ts';
import type { Hop } from './trace.ts';
import type { World } from './world.ts';

/** Where hops are that a socket of the host decides. */
export const HOST_SOCKETS = say`sockets of the host`;

/** INPUT, then whoever listens on the host: a process, or Docker's proxy, which dials on. */
export function receive(flight: Flight, world: World): Next {
  const stopped = passRules(flight, world, 'input');
  if (stopped !== undefined) return ended(stopped);
  if (flight.answer) return ended({ kind: 'delivered', to: say`the host` });
  if (world.parts.listeners === undefined) {
    const unsure = say`the listening sockets could not be read`;
    flight.pass({ ...socketHop(say`not known`), unsure });
    return { at: 'listener', name: say`a process of the host` };
  }
  const onPort = world.listenersAt(flight.protocol, flight.port);
  const taker = onPort.find((socket) => takes(socket, flight, world));
  if (taker === undefined) return ended(flight.die('refused', nobody(flight, onPort)));
  return taken(taker, flight, world);
}

function taken(taker: Socket, flight: Flight, world: World): Next {
  const name = taker.processes?.[0]?.name;
  // TCP alone: the kernel answers no SYN while as many connections as fit wait for accept().
  if (taker.protocol === 'tcp' && taker.sendQ > 0 && taker.recvQ > taker.sendQ) {
    const decided = say`${taker.recvQ} connections wait for ${name ?? say`the process`}, ${taker.sendQ} fit`;
    return ended(flight.die('dropped', socketHop(decided)));
  }
  const publisher = world.publishedAt(flight.protocol, flight.to, flight.port);
  // Without privilege nobody sees whose socket it is; on a published port it is Docker's.
  const isProxy = name === undefined ? publisher !== undefined : /^(docker-proxy|rootlessport)/.test(name);
  if (!isProxy || publisher === undefined) {
    flight.pass(socketHop(say`${taker.address}:${taker.port} ${name ?? say`a process`}`));
    return { at: 'listener', name: name ?? say`a process of the host` };
  }
  flight.pass({
    layer: 'proxy',
    where: 'docker-proxy',
    decided: say`takes ${flight.to}:${flight.port} for ${publisher.container.name}`,
    source: 'ss -lntp',
    changed: say` → a connection of its own to ${publisher.address}:${publisher.port.containerPort}`,
  });
  return { at: 'proxy', to: publisher.address, port: publisher.port.containerPort };
}

/** Whether a listener on this address gets a packet to that one. */
export function takes(
  socket: Pick<Socket, 'address' | 'family'> & Partial<Pick<Socket, 'device' | 'dualStack'>>,
  { to, family, iif }: Pick<Flight, 'to' | 'family' | 'iif'>,
  world: World,
): boolean {
  if (socket.device !== undefined && socket.device !== iif) return false;
  if (socket.address === to || socket.address === `::ffff:${to}`) return true;
  if (family === 4 && socket.address === '0.0.0.0') return true;
  if (socket.address !== '::') return false;
  if (family === 6) return true;
  return socket.dualStack ?? world.parts.sysctls?.['net.ipv6.bindv6only'] !== '1';
}

function nobody({ to, port, protocol }: Flight, [other]: readonly Socket[]): Hop {
  if (other === undefined)
    return { ...socketHop(say`nothing listens on ${protocol} port ${port}`), absent: true };
  const where = other.device === undefined ? other.address : `${other.address}%${other.device}`;
  const name = other.processes?.[0]?.name ?? say`a process`;
  return socketHop(say`nothing listens on ${to}:${port}; ${name} listens on ${where}:${port} alone`);
}

function socketHop(decided: Sayable): Hop {
  return { layer: 'socket', where: HOST_SOCKETS, decided, source: 'ss -lntup' };
}
