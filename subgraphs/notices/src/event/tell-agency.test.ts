import { change } from "@actionline/log/testing/change";
import { BEN, startNotices, type TestNotices } from "../testing/start-notices";

let hub: TestNotices;
beforeAll(async () => {
  hub = await startNotices();
  const facts = { organization: "WHO", licence: "x", contactDesk: null, contractVersion: "1.0.0", invented: true } as const;
  await hub.append(change("AGENCY", "who", { id: "who", name: "WHO", deletionPolicy: "NONE", ...facts }));
});
afterAll(() => hub.stop());

const NEWS = { kind: "SUBGRAPH_DRIFTED", agency: "who", since: new Date("2025-06-01T00:00:00Z"), text: "Another schema." } as const;

test("an agency is told of its server once, in the hub and by its channel; later news is told again", async () => {
  const set = "mutation ($input: SetNotificationChannelInput!) { setNotificationChannel(input: $input) { channel { mail } } }";
  await hub.ask(set, { variables: { input: { agency: "who", mail: "desk@who.example", idempotencyKey: "1" } }, as: BEN });
  expect(await hub.notices.tellAgency(NEWS)).toBe(true);
  expect(await hub.notices.tellAgency(NEWS)).toBe(false);
  hub.clock.now = new Date("2025-06-03T00:00:00Z");
  expect(await hub.notices.tellAgency({ ...NEWS, since: new Date("2025-06-02T23:00:00Z") })).toBe(true);
  expect((await hub.events()).map(({ kind, audience, text }) => [kind, audience, text])).toEqual([
    ["SUBGRAPH_DRIFTED", ["agency:who"], "Another schema."],
    ["SUBGRAPH_DRIFTED", ["agency:who"], "Another schema."],
  ]);
  await hub.notices.deliverer.deliver();
  expect(hub.mails.map(({ to }) => to)).toEqual(["desk@who.example", "desk@who.example"]);
  expect(await hub.ask("{ notifications(first: 5) { edges { node { event { kind } } } } }", { as: BEN })).toMatchObject({
    notifications: { edges: [{ node: { event: { kind: "SUBGRAPH_DRIFTED" } } }, { node: { event: { kind: "SUBGRAPH_DRIFTED" } } }] },
  });
});
