import { FRESHNESS_MULTIPLES, type Freshness, type FreshnessMultiples, freshnessAt } from "@actionline/schema/freshness";
import type { HarvestOutcome, SourceRecord } from "@actionline/schema/hub-records";
import type { ReferenceView } from "./reference-tables";

/** How one source stands at an instant. */
export interface SourceStanding {
  readonly source: string;
  readonly agency: string;
  readonly mode: SourceRecord["mode"];
  readonly freshness: Freshness;
  /** When its last good harvest ended; null before the first. */
  readonly asOf: Date | null;
  readonly ageSeconds: number | null;
  /** How its last harvest ended; null before the first. */
  readonly lastHarvest: HarvestOutcome | null;
  /** Code of what stopped its last harvest; null after success. */
  readonly error: string | null;
  /** How much of what it published the hub refused, couldn't read or set aside, and still waits. */
  readonly withheld: number;
}

/** How every source stands at an instant, by source. */
export function standingOfSources(
  view: ReferenceView,
  instant: Date,
  multiples: FreshnessMultiples = FRESHNESS_MULTIPLES,
): ReadonlyMap<string, SourceStanding> {
  const standings = new Map<string, SourceStanding>();
  for (const [id, source] of view.sources) standings.set(id, standingOf(source, view, instant, multiples));
  return standings;
}

function standingOf(source: SourceRecord, view: ReferenceView, instant: Date, multiples: FreshnessMultiples): SourceStanding {
  const harvest = view.harvests.get(source.id) ?? null;
  const asOf = harvest?.lastGoodAt == null ? null : new Date(harvest.lastGoodAt);
  return {
    source: source.id,
    agency: source.agency,
    mode: source.mode,
    freshness: freshnessAt(asOf, source.frequencyDays, instant, multiples),
    asOf,
    ageSeconds: asOf === null ? null : Math.max(0, Math.floor((instant.getTime() - asOf.getTime()) / 1000)),
    lastHarvest: harvest?.outcome ?? null,
    error: harvest?.error?.code ?? null,
    withheld: harvest?.withheld ?? 0,
  };
}
