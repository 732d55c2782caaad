import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A way to Postgres that can turn into a black hole: connections stay open and nothing comes through. */
export interface Proxy {
  /** The same database by way of the proxy. */
  readonly url: string;
  /** From now on nothing comes through, neither on old connections nor on new ones. */
  swallow(): void;
  /** New connections come through again; those that were swallowed stay so. */
  heal(): void;
  stop(): Promise<void>;
}

/** Puts a proxy in front of the server of `url`. */
export async function startProxy(url: string): Promise<Proxy> {
  const target = new URL(url);
  const [place, port] = [decodeURIComponent(target.hostname), Number(target.port || 5432)];
  const sockets = new Set<Socket>();
  let swallowing = false;
  const server = createServer((socket) => {
    const onward = place.startsWith('/') ? connect(`${place}/.s.PGSQL.${port}`) : connect(port, place);
    for (const end of [socket, onward]) {
      sockets.add(end);
      end.on('error', () => undefined);
      end.on('close', () => [socket, onward].forEach((one) => one.destroy()));
    }
    if (swallowing) return;
    socket.pipe(onward);
    onward.pipe(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  target.hostname = '127.0.0.1';
  target.port = String((server.address() as AddressInfo).port);
  return {
    url: target.href,
    swallow() {
      swallowing = true;
      for (const socket of sockets) socket.unpipe();
    },
    heal() {
      swallowing = false;
    },
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
