import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { WebSocketServer } from "ws";

/** A WebSocket that sends these messages to whoever connects, whatever it is asked. */
export interface HostileSocket {
  readonly url: string;
  stop(): Promise<void>;
}

export async function startHostileSocket(messages: readonly (string | Buffer)[]): Promise<HostileSocket> {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  await once(server, "listening");
  server.on("connection", (socket) => {
    socket.on("error", () => undefined);
    for (const message of messages) socket.send(message, { binary: false });
  });
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    stop: async () => {
      for (const socket of server.clients) socket.terminate();
      server.close();
      await once(server, "close");
    },
  };
}
