import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

/** Opens a server at a free port of this machine, and gives its address. */
export function listen(server: Server): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`));
  });
}
