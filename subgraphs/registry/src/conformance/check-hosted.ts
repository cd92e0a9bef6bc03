import { askJson } from "@actionline/kit/egress/ask-json";
import { OutsideFault, type OutsideLimits } from "@actionline/kit/egress/outside-request";
import { outsideUrl } from "@actionline/kit/egress/outside-url";
import type { CheckServer } from "./check-server";
import { type CallServer, checkConformance } from "./conformance";

export interface HostedOptions extends Pick<OutsideLimits, "resolve" | "allowLocal"> {
  /** What goes with a question so that a server can tell the hub from everybody else. */
  readonly sign?: ((url: string, body: string) => Readonly<Record<string, string>>) | undefined;
}

const LIMITS = { timeoutMs: 5_000, mostBytes: 2_000_000 };

/** The hub's guarded way out to servers; a server's own words stay outside. */
export function callHosted({ sign = () => ({}), ...egress }: HostedOptions): (url: string) => CallServer {
  return (url) => {
    const address = outsideUrl(url, { what: "The address", allowLocal: egress.allowLocal });
    return async (query, variables) => {
      const body = JSON.stringify({ query, variables });
      const answer = await askJson(address, body, sign(address.href, body), { ...LIMITS, ...egress });
      if (typeof answer !== "object" || answer === null)
        throw new OutsideFault("SOURCE_INVALID_SHAPE", "Its answer isn't a GraphQL answer.");
      return answer;
    };
  };
}

/** Asks servers over it all that the contract has. */
export function checkHosted(options: HostedOptions): CheckServer {
  const callOf = callHosted(options);
  return ({ agency, url, sdl }) => checkConformance({ agency, sdl, call: callOf(url) });
}
