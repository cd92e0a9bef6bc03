import { ANYONE } from "@actionline/kit/access";
import { RequestContext } from "@actionline/kit/request-context";
import { Deadline } from "../../deadline";
import { aQuestion, type QuestionFacts } from "../../engine/testing/question";
import type { SubgraphRequest } from "../../engine/transport/transport";
import { Exchange } from "../../exchange";
import { type AgencyPolicy, DEFAULT_POLICY } from "../agency-policy";
import { newHubKey } from "../identity/hub-key";
import { guardedConnector } from "../live/guarded-connector";
import { LiveAgency, type LiveAgencyOptions } from "../live/live-agency";

/** A clock that a test moves on. */
export interface TestClock {
  now: number;
}

/** Times that no shared machine exceeds, for tests that aren't about time. */
export const PATIENT_POLICY: AgencyPolicy = {
  ...DEFAULT_POLICY,
  connectMs: 60_000,
  firstByteMs: 60_000,
  wholeMs: 60_000,
  waitMs: 60_000,
};

/** The way to a server of a test, with a clock that stands still until the test moves it. */
export function liveAgencyOf(
  url: string,
  { policy = {}, ...options }: Partial<Omit<LiveAgencyOptions, "policy">> & { readonly policy?: Partial<AgencyPolicy> } = {},
  clock: TestClock = { now: 0 },
): LiveAgency {
  const whole = { ...PATIENT_POLICY, ...policy };
  const subgraph = "agency_itu";
  return new LiveAgency({
    subgraph,
    url,
    policy: whole,
    connector: guardedConnector({ subgraph, url: new URL(url), policy: whole, resolve: async () => ["127.0.0.1"], allowLocal: true }),
    signer: { hub: "https://hub.example.org", key: newHubKey(), now: () => new Date("2026-11-22T12:00:00Z") },
    elapsed: () => clock.now,
    random: () => 0,
    ...options,
  });
}

/** A request that is under way, read at the newest point. */
export function anExchange(milliseconds = 60_000): Exchange {
  const exchange = new Exchange(ANYONE, new Deadline(milliseconds));
  exchange.request = new RequestContext(ANYONE, { sequence: 7, instant: new Date("2026-11-22T12:00:00Z"), latest: true });
  exchange.deadline.end();
  return exchange;
}

/** A question to an agency, as the engine asks it. */
export function agencyQuestion(facts: Omit<QuestionFacts<Exchange>, "scope"> = {}, scope = anExchange()): SubgraphRequest<Exchange> {
  return aQuestion<Exchange>({ text: "{ itu_best { id } }", ...facts, scope });
}
