// Runs in a namespace and sends what it is told: a line of JSON each, answered by a line when the packet is on its way.
import { createSocket } from 'node:dgram';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';

const STOPPED = new Set(['EPERM', 'EACCES', 'ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH']);
const done = (error) => process.stdout.write(`${error ? `error ${error.message}` : 'sent'}\n`);

createInterface({ input: process.stdin }).on('line', (line) => {
  const { protocol, from, sourcePort, to, port } = JSON.parse(line);
  if (protocol === 'udp') {
    const socket = createSocket(to.includes(':') ? 'udp6' : 'udp4');
    let said = false;
    const end = (error) => {
      if (said) return;
      said = true;
      socket.close();
      // What a rule stops in OUTPUT is told to the sender.
      done(STOPPED.has(error?.code) ? undefined : error);
    };
    socket.on('error', end);
    socket.bind({ address: from, port: sourcePort, exclusive: true }, () => socket.send('x', port, to, end));
    return;
  }
  const socket = connect({ host: to, port, localAddress: from, localPort: sourcePort });
  socket.on('error', () => undefined);
  // The SYN has left when connect() comes back; nothing more may follow.
  setImmediate(() => {
    done();
    setTimeout(() => socket.destroy(), 100);
  });
});
