import type { ApolloServerPlugin } from "@apollo/server";
import type { GatewaySettings } from "../settings";

/** Each way that questions can be answered: with the same limits, checks and answers. */
export const WAYS = [
  ["the plain front", { engine: "own", front: "plain", reader: "own" }],
  ["the plain front, read by Node alone", { engine: "own", front: "plain", reader: "node" }],
  ["Apollo Server before the hub's engine", { engine: "own", front: "apollo", reader: "own" }],
  ["Apollo Server before the stock gateway", { engine: "apollo", front: "apollo", reader: "node" }],
] as const satisfies readonly (readonly [string, Pick<GatewaySettings, "engine" | "front" | "reader">])[];

export type Way = (typeof WAYS)[number][1];

/** The ways of the hub's own engine: what the stock gateway can't do is asked of these. */
export const OWN_WAYS = WAYS.filter(([, { engine }]) => engine === "own");

/** Apollo Server with a plugin that looks on: answers then pass through its own executor. */
export const WATCHED_WAY: readonly [string, Way, readonly ApolloServerPlugin[]] = [
  "Apollo Server before the hub's engine, with a plugin",
  { engine: "own", front: "apollo", reader: "own" },
  [{ requestDidStart: async () => ({ executionDidStart: async () => undefined }) }],
];
