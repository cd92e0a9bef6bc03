import { change } from "@actionline/log/testing/change";
import { aHarvest, anActivity, aScope } from "@actionline/stocktaking/testing/records";
import { smallWorld } from "@actionline/stocktaking/testing/small-world";
import { SECRETARIAT, startFindings, type TestFindings } from "./testing/start-findings";

let hub: TestFindings;
let number = 0;

const SCOPE = aScope("who:all", "COMPLETE", { items: ["GPA-18b"], places: ["142"] });
const inIndia = anActivity("who:1", { items: [{ item: "GPA-18b" }], places: [{ place: "IN" }] });
const NOTIFY = "mutation ($input: NotifyFindingsInput!) { notifyFindings(input: $input) { findings { id state } } }";
const asking = (ids: readonly string[]) => ({
  as: SECRETARIAT,
  variables: { input: { findings: ids.map((finding) => ({ finding })), idempotencyKey: `key ${++number}` } },
});

/** Ids of the drafts of a kind, as the secretariat sees them. */
async function drafts(kind: string): Promise<string[]> {
  const { findings } = await hub.ask<{ findings: { nodes: { id: string }[] } }>(
    "query ($kinds: [FindingKind!]) { findings(filter: { kinds: $kinds }) { nodes { id } } }",
    { as: SECRETARIAT, variables: { kinds: [kind] } },
  );
  return findings.nodes.map(({ id }) => id);
}

beforeEach(async () => {
  hub = await startFindings();
  await hub.append(...smallWorld(), SCOPE);
  await hub.survey();
});
afterEach(() => hub.stop());

describe("a notice of what a survey drafted", () => {
  it("is sent of what still holds, of several kinds at once", async () => {
    const ids = [...(await drafts("O2_ACTIVITY")), ...(await drafts("O6_REPORTING"))];
    expect(ids.length).toBeGreaterThan(1);
    const { notifyFindings } = await hub.ask<{ notifyFindings: { findings: object[] } }>(NOTIFY, asking(ids));
    expect(notifyFindings.findings).toEqual(ids.map((id) => ({ id, state: "NOTIFIED" })));
  });

  it("is refused for all of them where one no longer holds, with the sentence that says why", async () => {
    const [omission = ""] = await drafts("O2_ACTIVITY");
    const ids = [omission, ...(await drafts("O6_REPORTING"))];
    await hub.append(inIndia);
    const { watermark } = hub.appender;
    const refused = await hub.refusal(NOTIFY, asking(ids));
    expect(refused).toContain(`of ${omission} the hub finds now: It no longer holds: the cell is COVERED.`);
    expect(refused).toContain(`"findings":["${omission}"`);
    expect(hub.appender.watermark).toBe(watermark);
    await hub.survey();
    await expect(hub.refusal(NOTIFY, asking(ids))).resolves.toContain("NOT_FOUND");
  });

  it("is refused where an outage keeps the hub from telling, and where the draft says something else by now", async () => {
    const ids = await drafts("O2_ACTIVITY");
    await hub.append(aHarvest("who/feed", "2025-05-30T00:00:00Z", "FAILED"));
    await expect(hub.refusal(NOTIFY, asking(ids))).resolves.toContain("outage");
    await hub.append(aHarvest("who/feed", "2025-05-30T00:00:00Z"), change("SCOPE", "who:all", null));
    await hub.append(aScope("who:other", "COMPLETE", { items: ["GPA-18b"], places: ["142"] }));
    await expect(hub.refusal(NOTIFY, asking(ids))).resolves.toContain("has changed since it was drafted");
    await hub.survey();
    await expect(hub.ask(NOTIFY, asking(ids))).resolves.toMatchObject({ notifyFindings: { findings: [{ state: "NOTIFIED" }] } });
  });
});
