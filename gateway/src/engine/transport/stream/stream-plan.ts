import type { ConnectOptions, Connector } from "../http/connector";
import type { LeaveSignal } from "../on-abort";
import type { AnswerRules } from "../read-answer";
import type { StreamLimits } from "./stream-limits";

/** One subscription as it is asked of a source, each time anew after its connection was lost. */
export interface StreamPlan {
  readonly subgraph: string;
  readonly url: URL;
  readonly limits: StreamLimits;
  readonly rules: AnswerRules;
  readonly headers: Readonly<Record<string, string>>;
  /** `{"query":…,"variables":…}`. */
  readonly body: string;
  readonly signal: LeaveSignal;
  readonly connector: Connector;
  readonly connect: ConnectOptions;
}
