import { hubError } from "@actionline/kit/hub-error";
import { contentHash } from "@actionline/log/canonical";
import type { EvidenceFilter } from "../coverage-graph/evidence.filter";
import type { ActivityFilter } from "./activity.filter";

/** Of one filter: how many filters stand in it, how deep, and how long its lists are. */
const MOST = { values: 500, filters: 250, depth: 4, axes: 4 } as const;
/** Of one request: how many distinct filters, and how many distinct cells of the grid they ask for evidence of. */
export const MOST_OF_REQUEST = { filters: 1_000, evidenceFor: 4 } as const;

/** A filter's content as a short text: equal for equal filters. */
export function keyOfFilter(filter: ActivityFilter | EvidenceFilter): string {
  return contentHash(JSON.parse(JSON.stringify(filter)));
}

/** Refuses filters whose size would make one request do the work of hundreds; one instance sees all of a request. */
export class FilterLimits {
  readonly #filters = new Set<string>();
  readonly #evidence = new Set<string>();

  /** Refuses before anything of the filter is worked out. */
  check(filter: ActivityFilter): void {
    const key = keyOfFilter(filter);
    if (this.#filters.has(key)) return;
    let inIt = 0;
    const check = (part: ActivityFilter, depth: number): void => {
      inIt += 1;
      if (depth > MOST.depth || inIt > MOST.filters) {
        throw hubError("BAD_INPUT", `A filter takes up to ${MOST.filters} filters in it, up to ${MOST.depth} deep; ask in parts.`, MOST);
      }
      checkLists(part);
      if (depth > 1 && part.dedupe != null) {
        throw hubError("BAD_INPUT", "dedupe says how the rows of a whole filter are listed; give it outside allOf and noneOf.");
      }
      if (part.evidenceFor != null) this.#checkEvidence(part.evidenceFor);
      for (const inner of [...(part.allOf ?? []), ...(part.noneOf ?? [])]) check(inner, depth + 1);
    };
    check(filter, 1);
    this.#filters.add(key);
    if (this.#filters.size > MOST_OF_REQUEST.filters) {
      throw hubError(
        "QUERY_TOO_COSTLY",
        `One request takes up to ${MOST_OF_REQUEST.filters} different filters; ask in parts.`,
        MOST_OF_REQUEST,
      );
    }
  }

  #checkEvidence(asked: EvidenceFilter): void {
    checkLists(asked);
    const axes = new Set(asked.at.map(({ axis }) => axis)).size;
    if (axes < 1 || axes > MOST.axes || axes !== asked.at.length) {
      throw hubError("BAD_INPUT", `evidenceFor.at takes one value for each of one to ${MOST.axes} different axes, as a cell's keys tell.`);
    }
    this.#evidence.add(keyOfFilter(asked));
    if (this.#evidence.size > MOST_OF_REQUEST.evidenceFor) {
      throw hubError(
        "QUERY_TOO_COSTLY",
        `One request asks for the evidence of up to ${MOST_OF_REQUEST.evidenceFor} different cells by evidenceFor; ask in parts.`,
        MOST_OF_REQUEST,
      );
    }
  }
}

function checkLists(given: object): void {
  for (const value of Object.values(given)) {
    if (!Array.isArray(value) || value.length <= MOST.values) continue;
    throw hubError("BAD_INPUT", `A list in a filter takes up to ${MOST.values} values; you gave ${value.length}.`, MOST);
  }
}
