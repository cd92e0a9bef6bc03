import { startVariant } from "../variants/all";
import type { VariantName, VariantSetting } from "../variants/variant";
import { obey } from "./process-apart";

const SAMPLED_MS = 100;

export interface Usage {
  /** Microseconds of every thread of the process, user and system. */
  readonly micros: number;
  /** Bytes resident now, and at most since the last time it was told. */
  readonly resident: number;
  readonly mostResident: number;
}

let mostResident = 0;

/** A gateway of one variant, alone in its process. */
const orders = {
  async start({ variant, setting }: { readonly variant: VariantName; readonly setting: VariantSetting }): Promise<string> {
    setInterval(() => {
      mostResident = Math.max(mostResident, process.memoryUsage.rss());
    }, SAMPLED_MS).unref();
    return startVariant(variant, setting);
  },

  async usage(_: null): Promise<Usage> {
    const { user, system } = process.cpuUsage();
    const resident = process.memoryUsage.rss();
    const told = { micros: user + system, resident, mostResident: Math.max(mostResident, resident) };
    mostResident = resident;
    return told;
  },
};

export type GatewayOrders = typeof orders;

obey(orders);
