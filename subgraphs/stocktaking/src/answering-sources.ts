import type { RequestContext } from "@actionline/kit/request-context";
import { splitHubId } from "@actionline/schema/hub-id";
import type { ActivityFilter } from "./activity/activity.filter";
import type { ReferenceView } from "./columns/reference-tables";
import type { SourceStanding } from "./columns/source-standing";
import type { IndexView } from "./index-view";
import { type SourceStatus, sourceErrorOf } from "./source-status";

/** Tells which sources an answer stands on: all of them, unless its filter leaves only some. */
export class AnsweringSources {
  readonly #index: IndexView;
  readonly #request: RequestContext;

  constructor(index: IndexView, request: RequestContext) {
    this.#index = index;
    this.#request = request;
  }

  /** Notes the sources that a list or number stands on; returns them. A source that gave nothing is one too. */
  note(filter: ActivityFilter | null | undefined): SourceStatus[] {
    return this.noteStandings(this.#index.sources().filter((standing) => couldAnswer(filter ?? {}, standing)));
  }

  /** Notes these sources; returns them as an answer tells them. */
  noteStandings(standings: readonly SourceStanding[]): SourceStatus[] {
    for (const standing of standings) this.#note(standing);
    const { sources } = this.#index.reference;
    return standings.map((standing) => statusOf(standing, sources));
  }

  /** Notes the one source that a record came by. */
  noteOne(source: string): void {
    for (const standing of this.#index.sources()) if (standing.source === source) this.#note(standing);
  }

  #note({ source, agency, freshness, asOf }: SourceStanding): void {
    this.#request.noteSource({ source, agency, answeredBy: "INDEX", freshness, asOf: asOf?.toISOString() ?? null });
  }
}

/** Whether a filter leaves room for anything of a source. */
function couldAnswer({ sources, agencies, ids, allOf }: ActivityFilter, standing: SourceStanding): boolean {
  return (
    (sources == null || sources.includes(standing.source)) &&
    (agencies == null || agencies.includes(standing.agency)) &&
    (ids == null || ids.some((id) => splitHubId(id)?.agency === standing.agency)) &&
    (allOf ?? []).every((part) => couldAnswer(part, standing))
  );
}

function statusOf(standing: SourceStanding, sources: ReferenceView["sources"]): SourceStatus {
  const { source, mode, freshness, asOf, ageSeconds, error } = standing;
  const caveat = sources.get(source)?.caveat ?? null;
  return {
    id: source,
    source: { id: source },
    mode,
    answeredBy: "INDEX",
    freshness,
    asOf,
    ageSeconds,
    error: sourceErrorOf(error),
    caveat,
  };
}
