import type { ApolloServerPlugin } from "@apollo/server";
import type { GatewaySettings } from "../settings";

/** Each way that questions can be answered: with the same limits, checks and answers. */
export const WAYS = [
  ["the plain front", { engine: "own", front: "plain" }],
  ["Apollo Server before the hub's engine", { engine: "own", front: "apollo" }],
  ["Apollo Server before the stock gateway", { engine: "apollo", front: "apollo" }],
] as const satisfies readonly (readonly [string, Pick<GatewaySettings, "engine" | "front">])[];

export type Way = (typeof WAYS)[number][1];

/** The ways of the hub's own engine: what the stock gateway can't do is asked of these. */
export const OWN_WAYS = WAYS.filter(([, { engine }]) => engine === "own");

/** Apollo Server with a plugin that looks on: answers then pass through its own executor. */
export const WATCHED_WAY: readonly [string, Way, readonly ApolloServerPlugin[]] = [
  "Apollo Server before the hub's engine, with a plugin",
  { engine: "own", front: "apollo" },
  [{ requestDidStart: async () => ({ executionDidStart: async () => undefined }) }],
];
