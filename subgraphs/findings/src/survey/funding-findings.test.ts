import { versionsOf } from "@actionline/log/collections";
import { OPEN } from "@actionline/log/log-entry";
import type { FindingRecord } from "@actionline/schema/coordination-records";
import { aFacilitator, anActivity, aScope } from "@actionline/stocktaking/testing/records";
import { smallWorld } from "@actionline/stocktaking/testing/small-world";
import { startFindings, type TestFindings } from "../testing/start-findings";

let hub: TestFindings;

const inKenya = { places: [{ place: "KE" }] };
const ofHealth = (id: string, level: "COMPLETE" | "NIL") => aScope(id, level, { actionLines: ["C7-eHealth"] });
const where = ({ item, place, year, stakeholderType }: FindingRecord) => [item, place, year, stakeholderType];

async function unfunded(): Promise<FindingRecord[]> {
  const versions = await versionsOf(hub.db, "FINDING").find({ to: OPEN, "record.kind": "O5_FUNDING" }).sort({ "record.item": 1 }).toArray();
  return versions.map(({ record }) => record);
}

beforeEach(async () => {
  hub = await startFindings();
  await hub.append(...smallWorld());
});
afterEach(() => hub.stop());

describe("the survey of funding", () => {
  it("takes a nil return for complete reporting, and asks somebody else than those who did nothing", async () => {
    await hub.append(
      aFacilitator("C7-eHealth", "ITU"),
      ofHealth("who:nil", "NIL"),
      ofHealth("itu:nil", "NIL"),
      anActivity("fao:1", { items: [{ item: "GPA-18a" }], ...inKenya }),
    );
    await hub.survey();
    await expect(unfunded()).resolves.toEqual([]);
    await hub.append(ofHealth("itu:nil", "COMPLETE"));
    await hub.survey();
    expect((await unfunded()).map(where)).toEqual([
      ["GPA-18", "002", 2024, null],
      ["GPA-18a", "002", 2024, null],
    ]);
  });

  it("names no more activities than fit, those that the hub has known longest", async () => {
    const many = Array.from({ length: 130 }, (_, n) => anActivity(`who:${n}`, { items: [{ item: "GPA-18a" }], ...inKenya }));
    await hub.append(ofHealth("who:all", "COMPLETE"), ...many);
    await hub.survey();
    const [found] = (await unfunded()).filter(({ item }) => item === "GPA-18a");
    expect(found?.evidence[1]?.ids).toEqual(
      many
        .slice(0, 50)
        .map(({ subject }) => subject)
        .sort(),
    );
    // A new version of an old one alters nothing.
    await hub.append(anActivity("who:3", { items: [{ item: "GPA-18a" }], ...inKenya, status: "COMPLETED" }));
    await expect(hub.survey()).resolves.toMatchObject({ drafted: 0, updated: 0 });
  });
});
