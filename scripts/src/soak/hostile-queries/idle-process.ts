import { createServer } from "node:http";
import { listen } from "../../measure/gateway/apart/listen";
import { obey } from "../../measure/gateway/apart/process-apart";
import type { Asked } from "./health-process";

/** A server that only ever says that it lives: how long it takes to say so is the machine's doing. */
const orders = {
  async start(_: null): Promise<Asked> {
    const url = await listen(createServer((_request, response) => response.end('{"status":"alive"}')));
    return { url: new URL(url).origin, process: process.pid };
  },
};

export type IdleOrders = typeof orders;

obey(orders);
