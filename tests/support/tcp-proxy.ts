/** A proxy before a TCP server whose path can be cut, or frozen as when a network is lost: nothing passes and nobody is told. */
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A running proxy. */
export interface TcpProxy {
  readonly port: number;
  /** Nothing passes any more, in either direction; new connections are accepted and stay silent. */
  freeze(): void;
  /** What was held back passes, and all that comes after. */
  thaw(): void;
  /** Ends all connections. */
  cut(): void;
  close(): void;
}

/** Starts one on the loopback. */
export async function startTcpProxy(target: number): Promise<TcpProxy> {
  let frozen = false;
  let held: (() => void)[] = [];
  const sockets = new Set<Socket>();
  const pass = (write: () => void): void => {
    if (frozen) held.push(write);
    else write();
  };
  const server = createServer((from) => {
    const to = connect(target, '127.0.0.1');
    for (const [socket, other] of [
      [from, to],
      [to, from],
    ] as const) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('data', (chunk) => pass(() => other.write(chunk)));
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        pass(() => other.destroy());
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: address.port,
    cut,
    freeze() {
      frozen = true;
    },
    thaw() {
      frozen = false;
      for (const write of held.splice(0)) write();
    },
    close() {
      held = [];
      cut();
      server.close();
    },
  };
}
