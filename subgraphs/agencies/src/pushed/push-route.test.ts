import type { Principal } from "@actionline/kit/access";
import { versionsOf } from "@actionline/log/collections";
import { OPEN } from "@actionline/log/log-entry";
import { startLog, type TestLog } from "@actionline/log/testing/start-log";
import { createValidator } from "@actionline/schema/validator/validator";
import { many, record } from "../testing/feed-records";
import { pushRoute } from "./push-route";

let log: TestLog;
const validator = createValidator({ items: new Set(), actionLines: new Set(), places: new Set(["KE"]) });
const PUBLISHER: Principal = { id: "p-1", name: "A publisher", roles: [{ name: "PUBLISHER", of: "sender" }] };
const SECRETARIAT: Principal = { id: "s-1", name: "The secretariat", roles: [{ name: "SECRETARIAT", of: null }] };

beforeAll(async () => {
  log = await startLog();
  const agency = {
    id: "sender",
    name: "A sender",
    organization: "sender",
    licence: "CC-BY-4.0",
    contactDesk: null,
    invented: false,
  } as const;
  await log.append({
    kind: "AGENCY",
    subject: "sender",
    operation: "UPSERT",
    owner: "hub:sources",
    record: { ...agency, deletionPolicy: "PERSISTENT", contractVersion: "1.0" },
  });
});
afterAll(() => log.stop());

const push = (body: unknown, principal = PUBLISHER) =>
  pushRoute({ ...log, validator, clock: () => new Date() }).answer({ principal, body }) as Promise<{ readonly report: unknown }>;
const held = () => versionsOf(log.db, "ACTIVITY").countDocuments({ owner: "sender", to: OPEN });

describe("records that an agency sends", () => {
  it("go in, are answered with the report, and may be sent again", async () => {
    const changes = many("sender", 3);
    await expect(push({ agency: "sender", changes })).resolves.toMatchObject({ report: { outcome: "SUCCEEDED", counts: { added: 3 } } });
    await expect(push({ agency: "sender", changes })).resolves.toMatchObject({ report: { counts: { added: 0, unchanged: 3 } } });
    await expect(held()).resolves.toBe(3);
  });

  it("may be the contract's lines, of which a bad one is refused by its number", async () => {
    const lines = `${JSON.stringify(record("sender:line"))}\nnot json\n\n${JSON.stringify({ operation: "DELETE", id: "sender:100", kind: "ACTIVITY" })}`;
    await expect(push({ agency: "sender", lines })).resolves.toMatchObject({
      report: { counts: { added: 1, refused: 1 }, issues: [{ rule: "LINE_NOT_JSON", examples: [{ place: "line 2" }] }] },
    });
  });

  it("are refused from whoever may not send them, and for an agency that the hub doesn't have", async () => {
    await expect(push({ agency: "other", changes: [] })).rejects.toThrow("PUBLISHER of other");
    await expect(push({ agency: "sender", changes: [] }, SECRETARIAT)).rejects.toThrow("PUBLISHER of sender");
    const lost: Principal = { id: "p-2", name: "Lost", roles: [{ name: "PUBLISHER", of: "lost" }] };
    await expect(push({ agency: "lost", changes: [] }, lost)).rejects.toThrow("no such agency");
  });

  it.each([
    null,
    [],
    "x",
    {},
    { agency: 7 },
    { agency: "sender" },
    { agency: "sender", changes: {}, lines: "" },
    { agency: "sender", changes: [], complete: 1 },
  ])("are refused in another shape: %j", async (body) => {
    await expect(push(body)).rejects.toThrow("as the contract says");
  });

  it("are taken for all there is only where it says so, within the guard", async () => {
    await push({ agency: "sender", changes: many("sender", 10) });
    const before = await held();
    await expect(push({ agency: "sender", changes: [record("sender:100")], complete: true })).resolves.toMatchObject({
      report: { outcome: "HELD" },
    });
    await expect(held()).resolves.toBe(before);
  });
});
