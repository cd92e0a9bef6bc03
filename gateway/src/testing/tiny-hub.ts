import type { Principal } from "@actionline/kit/access";
import { hubError } from "@actionline/kit/hub-error";
import { pointOfName } from "@actionline/kit/point";
import type { AsOfPoint } from "@actionline/kit/request-context";
import type { AsOfInput } from "@actionline/log/as-of";
import { composeServices } from "@apollo/composition";
import { parse } from "graphql";
import { pino } from "pino";
import { createGateway, type Gateway, type GatewayOptions } from "../gateway";
import { buildTinyMoney } from "./tiny-money";
import { buildTinyTeams, type TinyControls } from "./tiny-teams";
import { WAYS, type Way } from "./ways";

/** A hub of two small subgraphs behind the real gateway; its log stands at sequence 7. */
export interface TinyHub {
  readonly gateway: Gateway;
  readonly controls: TinyControls;
  /** What was asked of the log, in order. */
  readonly points: (AsOfInput | null)[];
  /** Lines of the log, as JSON. */
  readonly log: string[];
  /** The time that a test says it is. */
  readonly clock: { now: Date };
}

export const NOW = new Date("2026-11-01T09:30:00Z");

const SECRETARIAT: Principal = { id: "secretariat", name: "the secretariat", roles: [{ name: "SECRETARIAT", of: null }] };

export async function startTinyHub(options: Partial<GatewayOptions> = {}, way: Way = WAYS[0][1]): Promise<TinyHub> {
  const controls: TinyControls = { gate: Promise.resolve(), contexts: [], requests: [] };
  const points: (AsOfInput | null)[] = [];
  const log: string[] = [];
  const clock = { now: NOW };
  const subgraphs = [await buildTinyTeams(controls), await buildTinyMoney(controls)];
  const gateway = await createGateway({
    subgraphs,
    supergraphSdl: composed(subgraphs),
    resolvePoint: async (input, now) => {
      points.push(input);
      return pointOf(input, now);
    },
    principalOf: async (token) => (token === "good" ? SECRETARIAT : null),
    readiness: async () => ({ ready: true, reasons: [] }),
    clock: () => clock.now,
    logger: pino({ level: "info" }, { write: (line) => void log.push(line) }),
    ...options,
    settings: { ...way, ...options.settings },
  });
  return { gateway, controls, points, log, clock };
}

function composed(subgraphs: GatewayOptions["subgraphs"]): string {
  const { supergraphSdl, errors } = composeServices(subgraphs.map(({ name, sdl }) => ({ name, url: `hub:${name}`, typeDefs: parse(sdl) })));
  if (supergraphSdl === undefined) throw new Error(errors?.map(({ message }) => message).join("\n"));
  return supergraphSdl;
}

function pointOf(input: AsOfInput | null, now: Date): AsOfPoint {
  if (input === null) return { sequence: 7, instant: now, latest: true };
  if (input.snapshot === "spring") return { sequence: 4, instant: new Date("2026-04-01T00:00:00Z"), latest: false, name: "spring" };
  const point = pointOfName(input.snapshot ?? "");
  if (point !== null && point.sequence <= 7 && point.instant <= now) return { ...point, latest: false };
  if (input.sequence !== null && input.sequence !== undefined && input.sequence <= 7) {
    return { sequence: input.sequence, instant: NOW, latest: false };
  }
  if (input.at !== null && input.at !== undefined) return { sequence: 3, instant: input.at, latest: false };
  throw hubError("AS_OF_UNKNOWN", "No such point.");
}
