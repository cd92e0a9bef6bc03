import type { SubgraphRecord } from "@actionline/schema/federation-records";
import type { TakenBack } from "../composition/job";
import type { Problem } from "../problem";
import type { PublishInput } from "./publish-input";

const NOWHERE = { subgraph: null, line: null, column: null } as const;

/** Two who publish on the same base: the second one is told what came between. */
export function conflictOf({ base }: PublishInput, record: SubgraphRecord | undefined): Problem | null {
  if (base === undefined || base === (record?.sdlHash ?? null)) return null;
  const now = record === undefined ? "nothing is published" : `publish ${record.publish} stands, whose base is ${record.sdlHash}`;
  return {
    code: "PUBLISH_CONFLICT",
    message: `The publish was made for another base: ${now}.`,
    ...NOWHERE,
    howToFix: "Check your schema against what stands, and publish on its base.",
  };
}

/** A publish that comes again, or leaves one out. */
export function sequenceProblem({ sequence }: PublishInput, last: number): Problem | null {
  if (sequence === undefined || sequence === null || sequence === last + 1) return null;
  const message =
    sequence <= last
      ? `Publish ${sequence} was made before; the next one is ${last + 1}.`
      : `Publish ${sequence} leaves some out; the next one is ${last + 1}.`;
  return {
    code: "PUBLISH_SEQUENCE",
    message,
    ...NOWHERE,
    howToFix: `Give sequence ${last + 1}; to bring an earlier text back, roll back to it.`,
  };
}

export function breakingProblems(takenBack: readonly TakenBack[]): Problem[] {
  return takenBack.map(({ message, usedBy }) => ({
    code: "BREAKING_CHANGE",
    message:
      usedBy.length === 0 ? `${message} Nobody asked for it lately.` : `${message} Asked for in the last 30 days by ${usedBy.join(", ")}.`,
    ...NOWHERE,
    howToFix: "Keep it and mark it @deprecated until nobody asks for it, or publish with force.",
  }));
}

export function heldForHost(host: string): Problem {
  const howToFix = "Wait for the secretariat to approve it; the publish then goes on by itself.";
  return { code: "HOST_NOT_APPROVED", message: `The hub doesn't call ${host} for you yet.`, ...NOWHERE, howToFix };
}
