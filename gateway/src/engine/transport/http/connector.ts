import type { OnReadOpts, Socket } from "node:net";
import type { ConnectionOptions } from "node:tls";
import { buildConnector } from "undici";

/** Opens a socket; whoever has to look at an address before it is spoken to puts its own in its place. */
export type Connector = buildConnector.connector;

/** Makes a connector of one's own; whose sockets read as told, where that is told. */
export type MakeConnector = (onread?: OnReadOpts) => Connector;

/** What TLS is spoken with, where a source wants more than the check of a public certificate; and how names are looked up. */
export type ConnectOptions = Pick<
  ConnectionOptions,
  "ca" | "cert" | "key" | "passphrase" | "servername" | "lookup" | "rejectUnauthorized" | "minVersion" | "maxVersion"
>;

/** The usual connector. Its timer is up to half a second late; what it ends late is a socket that nobody waits for. */
export function connectorOf(milliseconds: number, options: ConnectOptions = {}, onread?: OnReadOpts): Connector {
  return buildConnector({ ...options, timeout: milliseconds, ...(onread !== undefined && { onread }) });
}

/** Gives up on a connection at its time, to the millisecond, and tells of each socket that opened. */
export function connectWithin(milliseconds: number, connect: Connector, opened: (socket: Socket) => void): Connector {
  return (options, callback) => {
    let waiting = true;
    const timer = setTimeout(() => {
      waiting = false;
      callback(new Error(`no connection within ${milliseconds} ms`), null);
    }, milliseconds);
    connect(options, (...[error, socket]) => {
      clearTimeout(timer);
      if (!waiting) {
        socket?.on("error", () => undefined).destroy();
        return;
      }
      waiting = false;
      if (error !== null) return callback(error, null);
      opened(socket);
      callback(null, socket);
    });
  };
}
