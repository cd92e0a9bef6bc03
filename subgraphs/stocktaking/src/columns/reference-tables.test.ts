import type { LoggedChange } from "@actionline/log/follow";
import type { Change } from "@actionline/log/log-entry";
import { aHarvest, anAgency, aScope } from "../testing/records";
import { type ReferenceKind, ReferenceTables } from "./reference-tables";

/** Tables of changes entered one after the other. */
function tablesOf(...changes: readonly Change[]): ReferenceTables {
  const tables = new ReferenceTables();
  changes.forEach(({ kind, subject, operation, owner, visibility = "PUBLIC", record }, at) => {
    const entered = { sequence: at + 1, at: new Date(0), kind, subject, operation, owner, visibility, ends: null, record };
    tables.apply(entered as LoggedChange<ReferenceKind>);
  });
  return tables;
}

describe("what the reference records say at a point", () => {
  it("is one object as long as nothing of it changed", () => {
    const tables = tablesOf(anAgency("itu"), aHarvest("itu/feed", "2025-01-01T00:00:00Z"), aScope("itu:1", "NIL"), anAgency("who"));
    expect(tables.at(9, false)).toBe(tables.at(4, false));
    expect(tables.at(3, false)).not.toBe(tables.at(4, false));
    expect(tables.at(2, false).scopes.size).toBe(0);
    expect(tables.at(4, false).harvests.get("itu/feed")?.outcome).toBe("SUCCEEDED");
    // Asked for among others meanwhile, the last point is the same still.
    const last = tables.at(4, false);
    for (const sequence of [1, 2, 3]) tables.at(sequence, false);
    expect(tables.at(4, false)).toBe(last);
  });

  it("is another one for those who may read private records", () => {
    const tables = tablesOf(aScope("itu:1", "NIL", {}, "PRIVATE"));
    expect(tables.at(1, true).scopes.size).toBe(1);
    expect(tables.at(1, false).scopes.size).toBe(0);
  });
});
