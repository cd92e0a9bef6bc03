import type { ActivityRecord, ScopeRecord } from "@actionline/schema/contract/records";
import type { Reference } from "@actionline/schema/reference/load-reference";
import type { PlanItemRecord } from "@actionline/schema/reference-records";
import type { Demonstration } from "../demonstration";
import type { PlantedCell } from "../truth";

type State = Pick<PlantedCell, "state" | "reasons" | "basis">;

/** An item that a machine suggests for an activity; null for the whole line. */
export interface Suggested {
  readonly activity: string;
  readonly item: string | null;
  readonly line: string;
}

/**
 * Section 2 of the coverage definition, written a second time and as plainly as can be: it reads every record for every
 * cell. It shares no code with the hub and checks that what was planted is what the records say.
 */
export class PlainCoverage {
  readonly #set: Demonstration;
  readonly #suggested: readonly Suggested[];
  readonly #items: ReadonlyMap<string, PlanItemRecord>;
  readonly #within: ReadonlyMap<string, readonly string[]>;
  readonly #activities: readonly { readonly activity: ActivityRecord; readonly lapsed: boolean }[];
  readonly #readOn: ReadonlyMap<string, string>;
  readonly #scopes: readonly ScopeRecord[];

  constructor(set: Demonstration, reference: Reference, suggested: readonly Suggested[]) {
    this.#set = set;
    this.#suggested = suggested;
    this.#items = new Map(reference.planItems.map((item) => [item.id, item]));
    this.#within = new Map(reference.places.map((place) => [place.id, [place.id, ...place.within]]));
    const lapsed = new Set(set.truth.sources.filter((source) => source.freshness === "LAPSED").map((source) => source.source));
    this.#readOn = new Map(set.feeds.map((feed) => [feed.source, feed.harvestedAt.toISOString()]));
    const records = set.feeds.flatMap((feed) => feed.changes.map(({ record }) => ({ record, lapsed: lapsed.has(feed.source) })));
    this.#activities = records.flatMap((each) => (each.record.kind === "ACTIVITY" ? [{ activity: each.record, lapsed: each.lapsed }] : []));
    this.#scopes = records.flatMap(({ record }) => (record.kind === "SCOPE" ? [record] : []));
  }

  stateOf(itemId: string, place: string, year: number): State {
    const item = this.#items.get(itemId);
    if (item === undefined) throw new Error(`The plan has no item ${itemId}.`);
    const expected = this.#expectation(item, place, year);
    if (expected !== null) return expected;
    const found = this.#activities.map((each) => this.#evidence(each.activity, each.lapsed, item, place, year));
    if (found.some((weaknesses) => weaknesses?.length === 0)) return state("COVERED");
    const weak = new Set(found.flatMap((weaknesses) => weaknesses ?? []));
    if (weak.size > 0)
      return state(
        "PARTIAL",
        ["PLANNED", "COARSE", "DIFFUSE", "STALE"].filter((reason) => weak.has(reason)),
      );
    return this.#absence(item, place, year);
  }

  #expectation(item: PlanItemRecord, place: string, year: number): State | null {
    if (item.nature !== "ACTION" && item.nature !== "TARGET") return state("NOT_APPLICABLE", ["NOT_AN_ACTION"]);
    const decided = this.#set.expectations.find(
      (each) => each.item === item.id && (each.place === null || each.place === place) && (each.year === null || each.year === year),
    );
    if (decided?.state === "NOT_APPLICABLE") return state("NOT_APPLICABLE", ["DECIDED"]);
    if (decided?.state === "UNDETERMINED") return state("UNDETERMINED");
    return item.deadline !== null && item.deadline < year ? state("NOT_APPLICABLE", ["CLOSED_BY_PLAN"]) : null;
  }

  /** What is weak about an activity as evidence: nothing for strong evidence, null where it is none. */
  #evidence(activity: ActivityRecord, lapsed: boolean, item: PlanItemRecord, place: string, year: number): string[] | null {
    const assigned = this.#assigned(activity, item);
    const placed = this.#placed(activity, place);
    const counts = ["IMPLEMENTING", "COMPLETED", "PLANNED"].includes(activity.status) && meets(activity, year);
    if (!counts || assigned === null || placed === null) return null;
    const planned = activity.status === "PLANNED" ? ["PLANNED"] : [];
    return [...planned, ...assigned, ...placed, ...(lapsed ? ["STALE"] : [])];
  }

  #assigned(activity: ActivityRecord, item: PlanItemRecord): string[] | null {
    const declared = (activity.items ?? []).map((each) => each.item);
    if (declared.some((each) => this.#isWithin(each, item.id))) return [];
    const above = declared.some((each) => this.#isWithin(item.id, each));
    const line = item.actionLine !== null && (activity.actionLines ?? []).includes(item.actionLine);
    return above || line ? ["COARSE"] : null;
  }

  #isWithin(itemId: string, ancestor: string): boolean {
    if (itemId === ancestor) return true;
    const parent = this.#items.get(itemId)?.parent ?? null;
    return parent !== null && this.#isWithin(parent, ancestor);
  }

  #placed(activity: ActivityRecord, place: string): string[] | null {
    const places = (activity.places ?? []).map((each) => each.place);
    if (places.some((each) => this.#contains(place, each))) return [];
    return places.some((each) => this.#contains(each, place)) ? ["DIFFUSE"] : null;
  }

  #contains(outer: string, inner: string): boolean {
    return this.#within.get(inner)?.includes(outer) ?? false;
  }

  #absence(item: PlanItemRecord, place: string, year: number): State {
    const responsible = [...this.#responsible(item, year)];
    const levels = responsible.map((agency) => this.#declared(agency, item, place, year));
    const own = this.#set.truth.sources.filter((source) => responsible.includes(source.source.split("/")[0] ?? ""));
    const reasons = {
      UNASSIGNED: responsible.length === 0,
      NO_SCOPE: levels.some((level) => level !== "COMPLETE" && level !== "NIL") || this.#saysLessOfAPart(responsible, item, place, year),
      SOURCE_FAILING: own.some((source) => source.lastHarvestFailed),
      SOURCE_LAPSED: own.some((source) => source.freshness === "LAPSED"),
      READ_TOO_EARLY: own.some(({ source }) => (this.#readOn.get(source) ?? "") < `${year + 1}-01-01`),
      SUGGESTIONS_UNREVIEWED: this.#suggestionMeets(item, place, year),
    };
    const holding = Object.entries(reasons).flatMap(([reason, holds]) => (holds ? [reason] : []));
    if (holding.length > 0) return state("UNKNOWN", holding);
    return { ...state("OMITTED"), basis: levels.every((level) => level === "NIL") ? "NIL_RETURN" : "COMPLETE_SCOPE" };
  }

  #responsible(item: PlanItemRecord, year: number): Set<string> {
    const last = `${year}-12-31`;
    const holding = this.#set.facilitators.filter(
      (each) => each.actionLine === item.actionLine && (each.from ?? "") <= last && (each.to === null || each.to >= last),
    );
    const claiming = this.#scopes.filter(
      (scope) => scope.items?.includes(item.id) || (item.actionLine !== null && scope.actionLines?.includes(item.actionLine)),
    );
    return new Set([...holding.map((each) => each.organization.toLowerCase()), ...claiming.map((scope) => agencyOf(scope.id))]);
  }

  #declared(agency: string, item: PlanItemRecord, place: string, year: number): ScopeRecord["level"] {
    const meant = this.#scopes.filter(
      (scope) =>
        agencyOf(scope.id) === agency &&
        scope.years.includes(year) &&
        (scope.places === undefined || scope.places.some((each) => this.#contains(each, place))) &&
        ((scope.items === undefined && scope.actionLines === undefined) ||
          scope.items?.includes(item.id) ||
          (item.actionLine !== null && scope.actionLines?.includes(item.actionLine))),
    );
    const levels = new Set(meant.map((scope) => scope.level));
    if (levels.size > 1) throw new Error(`${agency} declares two levels for ${item.id} in ${place}: what it means would be open.`);
    return meant[0]?.level ?? "NONE";
  }

  /** A declaration that says less than complete of the cell, of an item below its own or of a place in its own. */
  #saysLessOfAPart(agencies: readonly string[], item: PlanItemRecord, place: string, year: number): boolean {
    return this.#scopes.some(
      (scope) =>
        agencies.includes(agencyOf(scope.id)) &&
        scope.years.includes(year) &&
        scope.level !== "COMPLETE" &&
        scope.level !== "NIL" &&
        (scope.places === undefined || scope.places.some((each) => this.#contains(each, place) || this.#contains(place, each))) &&
        ((scope.items === undefined && scope.actionLines === undefined) ||
          scope.items?.some((each) => this.#isWithin(each, item.id) || this.#isWithin(item.id, each)) ||
          (item.actionLine !== null && scope.actionLines?.includes(item.actionLine))),
    );
  }

  #suggestionMeets(item: PlanItemRecord, place: string, year: number): boolean {
    const suggested = this.#suggested.filter((each) => (each.item === null ? each.line === item.actionLine : each.item === item.id));
    const ids = new Set(suggested.map((each) => each.activity));
    return this.#activities.some(({ activity }) => ids.has(activity.id) && meets(activity, year) && this.#placed(activity, place) !== null);
  }
}

function state(name: PlantedCell["state"], reasons: readonly string[] = []): State {
  return { state: name, reasons, basis: null };
}

/** What is over and names no end counts for the year of its start alone. */
function meets({ period, status }: ActivityRecord, year: number): boolean {
  const open = status === "COMPLETED" ? period.start : "9999";
  return (period.start ?? "0000") <= `${year}-12-31` && (period.end ?? open ?? "9999") >= `${year}-01-01`;
}

function agencyOf(id: string): string {
  return id.slice(0, id.indexOf(":"));
}
