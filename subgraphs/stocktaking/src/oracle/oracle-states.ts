import type { AsOfPoint } from "@actionline/kit/request-context";
import { freshnessAt } from "@actionline/schema/freshness";
import type { Db } from "mongodb";
import type { BaseGrid } from "../coverage/base-grid";
import type { CoverageDefinition } from "../coverage/coverage-definition";
import { type OracleCell, oracleCoverage } from "./coverage-oracle";
import { heard } from "./oracle-absence";
import { OracleRegisters } from "./oracle-registers";

type Place = Pick<OracleCell, "item" | "place" | "year" | "type">;

/** What the second reading says of one base cell. */
export interface OracleState extends Place {
  readonly state: string;
  readonly reasons: readonly string[];
  readonly basis: string | null;
}

/**
 * The state of every base cell by one version of the definition, from the records as they stand in the database: the
 * definition's section 2 read a second time and as plainly as can be, slow and without the first one's code.
 */
export async function oracleStates(
  db: Db,
  grid: BaseGrid,
  point: AsOfPoint,
  privateToo: boolean,
  definition: CoverageDefinition,
): Promise<OracleState[]> {
  const evidence = await oracleCoverage(db, grid, point, privateToo, definition.choices);
  const found = new Map(evidence.map((cell) => [keyOf(cell), cell]));
  const registers = await OracleRegisters.read(db, point, privateToo);
  const reading = new Reading(registers, point, definition.version);
  const { items, places, years, types } = grid;
  const cells = items.flatMap((item) =>
    places.flatMap((place) => years.flatMap((year) => types.map((type): Place => ({ item, place, year, type })))),
  );
  return cells.map((cell) => ({ ...cell, ...reading.of(cell, found.get(keyOf(cell))) }));
}

const keyOf = ({ item, place, year, type }: Place): string => [item, place, year, type].join(" ");

type Said = Omit<OracleState, keyof Place>;
const say = (state: string, reasons: readonly string[] = [], basis: string | null = null): Said => ({ state, reasons, basis });

class Reading {
  readonly #registers: OracleRegisters;
  readonly #point: AsOfPoint;
  readonly #version: string;

  constructor(registers: OracleRegisters, point: AsOfPoint, version: string) {
    this.#registers = registers;
    this.#point = point;
    this.#version = version;
  }

  of(cell: Place, evidence: OracleCell | undefined): Said {
    const expected = this.#expected(cell);
    if (expected !== null) return expected;
    if ((evidence?.strong ?? 0) > 0) return say("COVERED");
    if (evidence !== undefined && evidence.weak > 0) {
      const { planned, coarse, diffuse, stale } = evidence;
      return say("PARTIAL", truths({ PLANNED: planned, COARSE: coarse, DIFFUSE: diffuse, STALE: stale }));
    }
    return this.#absence(cell, evidence);
  }

  #expected({ item, place, year, type }: Place): Said | null {
    const { nature, deadline = null, stakeholderTypes = [] } = this.#registers.item(item) ?? {};
    if (nature !== "ACTION" && nature !== "TARGET") return say("NOT_APPLICABLE", ["NOT_AN_ACTION"]);
    const meant = this.#registers
      .all("EXPECTATION")
      .filter((each) => each.item === item && (each.place ?? place) === place && (each.year ?? year) === year)
      .filter((each) => each.stakeholderType === null || each.stakeholderType === type);
    const named = (each: (typeof meant)[number]): number =>
      Number(each.place !== null) + Number(each.year !== null) + Number(each.stakeholderType !== null);
    const decision = meant.findLast((each) => named(each) === Math.max(...meant.map(named)));
    const closed = deadline !== null && deadline < year;
    if (decision !== undefined && !(closed && decision.state === "EXPECTED" && decision.year === null)) {
      if (decision.state === "EXPECTED") return null;
      return say(decision.state, decision.state === "NOT_APPLICABLE" ? ["DECIDED"] : []);
    }
    if (closed) return say("NOT_APPLICABLE", ["CLOSED_BY_PLAN"]);
    const isDefault = this.#registers.level(place) === "REGION" && (type === null || stakeholderTypes.some((named) => named === type));
    return isDefault ? null : say("UNDETERMINED");
  }

  #absence(cell: Place, evidence: OracleCell | undefined): Said {
    const later = this.#version !== "1.0.0";
    const { agencies, levels } = heard(this.#registers, this.#version, cell);
    const own = agencies.filter((agency) => agency !== null).map((agency) => this.#sourcesOf(agency));
    const sources = own.flat();
    const closed = cell.year < this.#point.instant.getUTCFullYear();
    const closedType = cell.type === "PRIVATE_SECTOR" || cell.type === "CIVIL_SOCIETY";
    const blocking: readonly string[] = ["FAILED", "HELD", "PARTIAL", ...(later ? ["RUNNING"] : [])];
    const reasons = truths({
      PERIOD_OPEN: !closed,
      UNASSIGNED: agencies.length === 0,
      NO_SCOPE: levels.some((level) => level !== "COMPLETE" && level !== "NIL"),
      SOURCE_FAILING: sources.some(({ outcome }) => outcome !== null && blocking.includes(outcome)),
      SOURCE_LAPSED: own.some((each) => each.length === 0) || sources.some(({ lapsed }) => lapsed),
      READ_TOO_EARLY: later && closed && sources.some(({ good }) => good !== null && good < `${cell.year + 1}`),
      RECORDS_REFUSED: later && sources.some(({ withheld }) => withheld > 0),
      SUGGESTIONS_UNREVIEWED: (evidence?.suggested ?? 0) > 0,
      TYPE_UNKNOWN: later && evidence?.untyped === true,
      NO_REPORTING_CHANNEL: closedType && !this.#stated(cell),
    });
    if (reasons.length > 0) return say("UNKNOWN", reasons);
    if (closedType) return say("OMITTED", [], "TEAM_STATEMENT");
    return say("OMITTED", [], levels.every((level) => level === "NIL") ? "NIL_RETURN" : "COMPLETE_SCOPE");
  }

  #sourcesOf(agency: string): { outcome: string | null; good: string | null; withheld: number; lapsed: boolean }[] {
    const own = this.#registers.all("SOURCE").filter((source) => source.agency === agency);
    return own.map(({ id, frequencyDays }) => {
      const harvest = this.#registers.all("HARVEST").findLast(({ source }) => source === id);
      const good = harvest?.lastGoodAt ?? null;
      const lapsed = freshnessAt(good === null ? null : new Date(good), frequencyDays, this.#point.instant) === "LAPSED";
      return { outcome: harvest?.outcome ?? null, good, withheld: harvest?.withheld ?? harvest?.counts.refused ?? 0, lapsed };
    });
  }

  /** From version 1.2.0 on a statement of the item's team can speak for those who have no channel. */
  #stated({ item, place, year, type }: Place): boolean {
    const lines = this.#registers.linesOf(item);
    return this.#registers
      .all("STATEMENT")
      .filter((each) => this.#version === "1.2.0" && lines.some((line) => line === each.actionLine) && each.years.includes(year))
      .filter((each) => each.stakeholderTypes.some((of) => of === type) && each.items.some((of) => this.#registers.isBelow(item, of)))
      .some(({ places }) => places === null || places.some((of) => this.#registers.distance(place, of) !== null));
  }
}

const truths = (facts: Readonly<Record<string, boolean>>): string[] => Object.keys(facts).filter((fact) => facts[fact]);
