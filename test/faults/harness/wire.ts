import net, { type AddressInfo, type Socket } from 'node:net';

/** A wire between two processes, which the test can cut the moment a certain answer comes along. */
export class Wire {
  private watched: { text: string; cut: (swallowed: Buffer) => void } | null = null;
  private readonly sockets = new Set<Socket>();

  private constructor(private readonly server: net.Server) {}

  static async to(target: string): Promise<Wire> {
    const { hostname, port } = new URL(target);
    const server = net.createServer();
    const wire = new Wire(server);
    server.on('connection', (near) => wire.join(near, net.connect(Number(port), hostname)));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return wire;
  }

  /** The same address, through this wire. */
  through(target: string): string {
    const { port } = this.server.address() as AddressInfo;
    return Object.assign(new URL(target), { port: String(port) }).href;
  }

  /** The next answer that contains this text is swallowed; resolves to it. Once, and for that connection. */
  swallow(text: string): Promise<Buffer> {
    return new Promise((cut) => {
      this.watched = { text, cut };
    });
  }

  close(): void {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
  }

  private join(near: Socket, far: Socket): void {
    let swallowed = false;
    far.on('data', (answer) => {
      if (swallowed) return;
      if (this.watched && answer.includes(this.watched.text)) {
        swallowed = true;
        this.watched.cut(answer);
        this.watched = null;
        return;
      }
      near.write(answer);
    });
    near.on('data', (request) => far.write(request));
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => {});
      socket.on('close', () => {
        this.sockets.delete(socket);
        other.destroy();
      });
    }
  }
}
