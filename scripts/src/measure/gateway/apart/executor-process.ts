import type { AskActivities, ExecutorName } from "../in-process/executor";
import { EXECUTORS } from "../in-process/executors";
import { obey } from "./process-apart";

let ask: AskActivities = async () => "";

/** One executor, alone in its process and without HTTP. */
const orders = {
  /** Gives the answer, so that both can be compared. */
  async start(name: ExecutorName): Promise<string> {
    ask = await EXECUTORS[name]();
    return ask();
  },

  /** Microseconds of processor time a request, over so many of them. */
  async ask(times: number): Promise<number> {
    const before = process.cpuUsage();
    for (let time = 0; time < times; time += 1) await ask();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / times;
  },
};

export type ExecutorOrders = typeof orders;

obey(orders);
