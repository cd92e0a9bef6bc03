import type { RequestContext } from "@actionline/kit/request-context";
import { FindingChanges } from "./change/finding-changes";
import { FindingDrafter, type FindingDrafterParts } from "./finding.drafter";
import { FindingRepository } from "./finding.repository";
import { FindingWriter } from "./finding.writer";

/** What this subgraph's resolvers may use in one request. */
export interface FindingsContext {
  readonly request: RequestContext;
  readonly findings: FindingRepository;
  readonly changes: FindingChanges;
  readonly writer: FindingWriter;
  readonly drafter: FindingDrafter;
}

/** Repositories of one request: what they show is what its asker may see at its point of the log. */
export function findingsContext(parts: FindingDrafterParts, request: RequestContext): FindingsContext {
  const findings = new FindingRepository(parts.findings, request);
  return {
    request,
    findings,
    changes: new FindingChanges(parts, request),
    writer: new FindingWriter(parts, request, findings),
    drafter: new FindingDrafter(parts, request, findings),
  };
}
