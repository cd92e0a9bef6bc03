import type { ClientSession } from "mongodb";
import type { Quarantined } from "../publish/publish-input";
import type { ServedAgency } from "../served-agency";
import type { ServerTroubles } from "./server-troubles";

/** What a settling of the graph did to agencies' subgraphs. */
export interface PutBack {
  readonly quarantined: readonly Quarantined[];
  /** All that is served from then on. */
  readonly served: readonly ServedAgency[];
  /** Those who published what fits, or took back what they had published. */
  readonly restored: readonly string[];
  readonly at: Date;
}

/** Notes with the supergraph itself who isn't served as it published, so that each is told whatever happens in between. */
export async function notePutBack(
  troubles: ServerTroubles,
  { quarantined, served, restored, at }: PutBack,
  session: ClientSession,
): Promise<void> {
  for (const agency of restored) await troubles.end(agency, "PUT_BACK", at, session);
  for (const { agency, reason } of quarantined) {
    const instead = served.some((each) => each.agency === agency)
      ? "The latest of your earlier texts that fits is served in its place."
      : "None of your earlier texts fits: your fields aren't in the graph until you publish one that does.";
    const told = `What you published isn't served any more: ${reason} ${instead}`;
    await troubles.note({ agency, kind: "PUT_BACK", reason: told, until: null, at }, session);
  }
}
