import { hubError } from "@actionline/kit/hub-error";
import type { GraphQLError } from "graphql";

/** What is answered to an id that nothing has: in a hub about absence "nothing" must never be a slip of the pen. */
export function unknownId(noun: string, id: string, help = "check its id"): GraphQLError {
  return hubError("BAD_INPUT", `There is no ${noun} "${id.slice(0, 60)}" at this point of the log; ${help}.`);
}
