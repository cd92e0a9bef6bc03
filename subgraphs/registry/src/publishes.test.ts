import { generateKeyPairSync, sign } from "node:crypto";
import { versionsOf } from "@actionline/log/collections";
import { readActive } from "./active-supergraph";
import { hashOf } from "./prepare";
import type { PublishInput } from "./publish/publish-input";
import { signedText } from "./publish/signatures";
import { composeOrFail, shuffled } from "./testing/compose-or-fail";
import { linked } from "./testing/hostile-sdl";
import { HONEST } from "./testing/small-hub";
import { publisherOf, SECRETARIAT, startRegistry, type TestRegistry } from "./testing/start-registry";

let hub: TestRegistry;
beforeAll(async () => {
  hub = await startRegistry({ clock: () => now });
});
beforeEach(() => hub.reset());
afterAll(() => hub.stop());
let now = new Date("2026-11-01T09:00:00Z");

const codesOf = ({ problems }: { readonly problems: readonly { readonly code: string }[] }): string[] => problems.map(({ code }) => code);
const fields = (agency: string, ...names: string[]): string =>
  linked(`type Team @key(fields: "id") {\n  id: ID!\n${names.map((name) => `  ${agency}_${name}: Int`).join("\n")}\n}`);

describe("consents", () => {
  const TAKES = linked('type Team @key(fields: "id") {\n  id: ID!\n  mandate: String @override(from: "teams")\n}');
  const consent = { owner: "hub", agency: "evil", element: "Team.mandate", act: "override", until: null };

  test("F12 an override with its owner's consent is admitted, and the log names the consent", async () => {
    const { id } = await hub.registry.grantConsent(consent, SECRETARIAT);
    expect(await hub.publish("evil", TAKES)).toMatchObject({ state: "ADMITTED" });
    const [version] = await versionsOf(hub.log.db, "SUBGRAPH").find().toArray();
    expect(version?.record.consents).toEqual([id]);
    expect(hub.registry.current().sdl).toMatch(/mandate: String @join__field\(graph: AGENCY_EVIL, override: "teams"\)/);
  });

  test("F13 one for another field, for another agency, past its time or taken back allows nothing", async () => {
    for (const other of [{ element: "Team.name" }, { agency: "nordlys" }, { act: "key" }, { until: "2026-10-31T00:00:00Z" }]) {
      await hub.registry.grantConsent({ ...consent, ...other }, SECRETARIAT);
      expect(codesOf(await hub.publish("evil", TAKES))[0]).toBe("OWNERSHIP_VIOLATION");
    }
    const { id } = await hub.registry.grantConsent(consent, SECRETARIAT);
    await hub.registry.revokeConsent(id, SECRETARIAT);
    expect(codesOf(await hub.publish("evil", TAKES))[0]).toBe("OWNERSHIP_VIOLATION");
  });

  test("F13 what was admitted by a consent goes back where it was when the consent is taken back", async () => {
    await hub.publish("evil", fields("evil", "x"));
    const { id } = await hub.registry.grantConsent(consent, SECRETARIAT);
    await hub.publish("evil", TAKES);
    expect(await hub.registry.revokeConsent(id, SECRETARIAT)).toMatchObject([{ agency: "evil" }]);
    expect(hub.registry.current().sdl).toMatch(/evil_x/);
    expect(hub.registry.current().sdl).not.toMatch(/override: "teams"/);
  });

  describe("to subscriptions", () => {
    const grant = { owner: "hub", agency: "nordlys", element: "Subscription", act: "subscribe", until: null };
    const TICKS = linked("type Subscription {\n  nordlys_ticks: Int\n}");

    test("F24 a root of subscriptions is admitted by the secretariat's grant, and goes with it", async () => {
      expect(codesOf(await hub.publish("nordlys", TICKS))).toEqual(["OWNERSHIP_VIOLATION"]);
      await expect(hub.registry.grantConsent(grant, publisherOf("nordlys"))).rejects.toThrow(/SECRETARIAT/);
      const { id } = await hub.registry.grantConsent(grant, SECRETARIAT);
      expect(codesOf(await hub.publish("evil", TICKS.replace("nordlys", "evil")))).toEqual(["OWNERSHIP_VIOLATION"]);
      const { state, notMirrored } = await hub.publish("nordlys", TICKS);
      expect([state, notMirrored]).toEqual(["ADMITTED", ["Subscription.nordlys_ticks: events come from the agency's server alone"]]);
      const [version] = await versionsOf(hub.log.db, "SUBGRAPH").find().toArray();
      expect(version?.record.consents).toEqual([id]);
      expect(await hub.registry.revokeConsent(id, SECRETARIAT)).toMatchObject([{ agency: "nordlys" }]);
      expect(hub.registry.current().sdl).not.toMatch(/nordlys_ticks/);
    });

    test.each([
      ["another name", "type Subscription {\n  ticks: Int\n}", /ticks/],
      [
        "the hub's own field",
        'type Subscription {\n  teamChanged: Team @shareable\n}\ntype Team @key(fields: "id") { id: ID! }',
        /teamChanged/,
      ],
      ["a field that can't be null", "type Subscription {\n  nordlys_ticks: Int!\n}", /can't be null/],
      ["a description", '"Ours."\ntype Subscription {\n  nordlys_ticks: Int\n}', /description/],
      [
        "a type of another name",
        "schema { query: Query subscription: Ticks }\ntype Query { nordlys_x: Int }\ntype Ticks { nordlys_ticks: Int }",
        /Ticks/,
      ],
      ["a root of mutations", "type Mutation {\n  nordlys_do: Int\n}", /mutation/],
    ])("F24 the grant lets no %s through", async (_, sdl, message) => {
      await hub.registry.grantConsent(grant, SECRETARIAT);
      const { state, problems } = await hub.publish("nordlys", linked(sdl));
      expect([state, problems[0]?.code]).toEqual(["REFUSED", "OWNERSHIP_VIOLATION"]);
      expect(problems.map(({ message }) => message).join("\n")).toMatch(message);
    });
  });

  test("nobody consents for another: the hub's by the secretariat, an agency's by its publisher", async () => {
    await expect(hub.registry.grantConsent(consent, publisherOf("evil"))).rejects.toThrow(/SECRETARIAT/);
    await expect(hub.registry.grantConsent({ ...consent, owner: "nordlys" }, publisherOf("evil"))).rejects.toThrow(/nordlys/);
    await hub.registry.grantConsent({ ...consent, owner: "nordlys" }, publisherOf("nordlys"));
  });
});

test("F21 a chain of two: what one is allowed to know isn't handed on to the next", async () => {
  await hub.registry.grantConsent({ owner: "hub", agency: "nordlys", element: "Team.email", act: "requires", until: null }, SECRETARIAT);
  const first = linked(
    'type Team @key(fields: "id") {\n  id: ID!\n  email: String @external\n  nordlys_desk: String @requires(fields: "email")\n}',
  );
  expect(await hub.publish("nordlys", first)).toMatchObject({ state: "ADMITTED" });
  const second = linked(
    'type Team @key(fields: "id") {\n  id: ID!\n  nordlys_desk: String @external\n  evil_x: String @requires(fields: "nordlys_desk")\n}',
  );
  const { problems } = await hub.publish("evil", second);
  expect(problems).toMatchObject([{ code: "DATA_FLOW", line: 5 }]);
  expect(problems[0]?.message).toContain("Team.email");
});

test("F25 costs that a schema forges are left out: the hub weighs", async () => {
  const sdl = linked(
    "type Query {\n  evil_list: [evil_T] @listSize(assumedSize: 0)\n}\ntype evil_T {\n  x: Int @cost(weight: 0)\n}",
    '"@cost", "@listSize"',
  );
  expect(await hub.publish("evil", sdl)).toMatchObject({ state: "ADMITTED", problems: [] });
  expect(hub.registry.current().sdl).not.toMatch(/cost|listSize/);
});

test("what is its own an agency may hide, mark and deprecate", async () => {
  const sdl = linked(
    'type Query {\n  evil_things: [evil_Thing] @tag(name: "beta")\n}\ntype evil_Thing {\n  id: ID! @deprecated(reason: "by name")\n  name: String\n  raw: String @inaccessible\n}',
  );
  expect(await hub.publish("evil", sdl)).toMatchObject({ state: "ADMITTED", problems: [] });
});

test("F27 who holds another's names is put back when that one comes", async () => {
  await hub.publish("un", fields("un", "x"));
  await hub.publish("un", fields("un", "x", "esco_staff"));
  expect(hub.registry.current().sdl).toContain("un_esco_staff");
  const result = await hub.publish("un-esco", fields("un_esco", "staff", "offices"));
  expect(result).toMatchObject({ state: "ADMITTED", quarantined: [{ agency: "un" }] });
  const { sdl, subgraphs } = hub.registry.current();
  expect(sdl).toMatch(/un_esco_staff: Int @join__field\(graph: AGENCY_UN_ESCO\)/);
  expect(sdl).toMatch(/un_x: Int @join__field\(graph: AGENCY_UN\)/);
  expect(subgraphs.flatMap(({ agency }) => agency ?? [])).toEqual(["un", "un-esco"]);
  // And can't take them again.
  expect(codesOf(await hub.publish("un", fields("un", "x", "esco_staff")))).toEqual(["OWNERSHIP_VIOLATION"]);
});

test("F28 who holds on to what its owner takes back is named and put back, and the owner goes on", async () => {
  const owner = (extra: string): string =>
    linked(`type Query {\n  nordlys_clinics: [nordlys_Clinic]\n}\ntype nordlys_Clinic${extra} {\n  id: ID!\n  beds: Int\n}`);
  await hub.publish("nordlys", owner(' @key(fields: "id")'));
  await hub.publish("evil", fields("evil", "x"));
  await hub.publish("evil", linked('type nordlys_Clinic @key(fields: "id") {\n  id: ID!\n  evil_grade: Int\n}'));
  const result = await hub.publish("nordlys", owner(""));
  expect(result).toMatchObject({ state: "ADMITTED", quarantined: [{ agency: "evil", reason: expect.stringContaining("nordlys") }] });
  expect(hub.registry.current().sdl).toContain("evil_x");
  expect(hub.registry.current().sdl).not.toContain("evil_grade");
});

describe("what is taken back", () => {
  test("F29 a field that was asked for within 30 days is held, with who asked; with force it goes", async () => {
    await hub.publish("nordlys", fields("nordlys", "staff", "beds", "old"));
    hub.registry.operations.saw("query Wards { teams { nordlys_beds } }", "Wards");
    hub.registry.operations.saw("query Names { teams { name } }", "Names");
    const less = fields("nordlys", "staff");
    const held = await hub.publish("nordlys", less);
    expect(held).toMatchObject({ state: "HELD", publish: 1 });
    expect(held.problems).toMatchObject([{ code: "BREAKING_CHANGE", message: expect.stringMatching(/Team\.nordlys_beds.*Wards/) }]);
    expect(await hub.publish("nordlys", less, { force: true })).toMatchObject({ state: "ADMITTED", publish: 2 });
  });

  test("F29 one that nobody asked for goes with a warning, and what was asked 31 days ago too", async () => {
    await hub.publish("nordlys", fields("nordlys", "staff", "beds"));
    hub.registry.operations.saw("query Wards { teams { nordlys_beds } }", "Wards");
    await hub.registry.operations.flush();
    now = new Date(now.getTime() + 31 * 86_400_000);
    const result = await hub.publish("nordlys", fields("nordlys", "staff"));
    expect([result.state, result.warnings.map(({ code }) => code)]).toEqual(["ADMITTED", ["BREAKING_CHANGE"]]);
  });
});

describe("publishing again", () => {
  test("F30 under the same key takes effect once, and is answered the same", async () => {
    const [first, second] = [
      await hub.publish("nordlys", HONEST, { idempotencyKey: "k1" }),
      await hub.publish("nordlys", HONEST, { idempotencyKey: "k1" }),
    ];
    expect(second).toEqual(first);
    expect(await hub.registry.history("nordlys")).toHaveLength(1);
    expect(await hub.publish("nordlys", HONEST)).toMatchObject({ state: "UNCHANGED", publish: 1 });
  });

  test("F31 another schema under the same key is refused", async () => {
    await hub.publish("nordlys", HONEST, { idempotencyKey: "k1" });
    await expect(hub.publish("nordlys", fields("nordlys", "x"), { idempotencyKey: "k1" })).rejects.toMatchObject({
      extensions: { code: "IDEMPOTENCY_MISMATCH" },
    });
  });

  test("F32 of two on the same base one wins, and the other is told the new one", async () => {
    const { base } = await hub.publish("nordlys", fields("nordlys", "a"));
    const results = await Promise.all([
      hub.publish("nordlys", fields("nordlys", "a", "b"), { base }),
      hub.publish("nordlys", fields("nordlys", "a", "c"), { base }),
    ]);
    expect(results.map(({ state }) => state).sort()).toEqual(["ADMITTED", "REFUSED"]);
    const [won, lost] = results[0]?.state === "ADMITTED" ? results : [...results].reverse();
    expect(lost).toMatchObject({
      problems: [{ code: "PUBLISH_CONFLICT", message: expect.stringContaining(won?.base ?? "?") }],
      base: won?.base,
    });
  });

  test("F32 of two agencies at once both are in the graph", async () => {
    const results = await Promise.all([hub.publish("nordlys", fields("nordlys", "a")), hub.publish("evil", fields("evil", "a"))]);
    expect(results.map(({ state }) => state)).toEqual(["ADMITTED", "ADMITTED"]);
    expect(hub.registry.current().sdl).toMatch(/evil_a[\s\S]*nordlys_a/);
  });

  test("F34 an old number, one that leaves some out and an old text with them are refused; a rollback isn't", async () => {
    const first = fields("nordlys", "a");
    await hub.publish("nordlys", first, { sequence: 1 });
    await hub.publish("nordlys", fields("nordlys", "a", "b"), { sequence: 2 });
    expect(codesOf(await hub.publish("nordlys", first, { sequence: 1 }))).toEqual(["PUBLISH_SEQUENCE"]);
    expect(codesOf(await hub.publish("nordlys", first, { sequence: 4 }))).toEqual(["PUBLISH_SEQUENCE"]);
    expect(await hub.registry.rollback("nordlys", 1, publisherOf("nordlys"))).toMatchObject({ state: "ADMITTED", publish: 3 });
    expect(hub.registry.current().sdl).not.toContain("nordlys_b");
    const history = await hub.registry.history("nordlys");
    expect(history.map(({ record: { publish, rollbackOf } }) => [publish, rollbackOf])).toEqual([
      [3, 1],
      [2, undefined],
      [1, undefined],
    ]);
  });

  test("taking it back leaves nothing of it in the graph, and its numbers go on", async () => {
    await hub.publish("nordlys", HONEST);
    await hub.registry.unpublish("nordlys", publisherOf("nordlys"));
    expect(hub.registry.current().sdl).not.toContain("nordlys");
    await expect(hub.registry.unpublish("nordlys", publisherOf("nordlys"))).rejects.toMatchObject({ extensions: { code: "NOT_FOUND" } });
    expect(await hub.publish("nordlys", HONEST)).toMatchObject({ state: "ADMITTED", publish: 2 });
  });

  test("nobody publishes for another agency", async () => {
    await expect(hub.registry.publish({ agency: "nordlys", sdl: HONEST, url: null }, publisherOf("evil"))).rejects.toMatchObject({
      extensions: { code: "FORBIDDEN" },
    });
  });
});

describe("signatures", () => {
  const pair = generateKeyPairSync("ed25519");
  const pem = (key = pair.publicKey): string => key.export({ type: "spki", format: "pem" }).toString();
  const sdl = fields("nordlys", "a");

  function signed(
    facts: Partial<PublishInput> = {},
    key = pair.privateKey,
    expires = new Date(now.getTime() + 60_000).toISOString(),
  ): Partial<PublishInput> {
    const text = signedText({ agency: "nordlys", sequence: 1, base: null, sdlHash: hashOf(sdl), url: null, expires });
    return {
      sequence: 1,
      base: null,
      signature: { keyId: "k", value: sign(null, Buffer.from(text), key).toString("base64"), expires },
      ...facts,
    };
  }

  test("F33 an agency with a key publishes by it alone: no signature, a wrong one, another's and a rotated one are refused, and counted", async () => {
    await hub.registry.registerKey("nordlys", "k", pem(), SECRETARIAT);
    await hub.registry.registerKey("evil", "k", pem(generateKeyPairSync("ed25519").publicKey), SECRETARIAT);
    const other = generateKeyPairSync("ed25519").privateKey;
    const late = new Date(now.getTime() - 600_000).toISOString();
    for (const facts of [
      {},
      signed({}, other),
      signed({ url: "https://evil.example.org/graphql" }),
      signed({}, pair.privateKey, late),
      signed({ sequence: 2 }),
    ]) {
      expect(codesOf(await hub.publish("nordlys", sdl, facts))).toEqual(["SIGNATURE_INVALID"]);
    }
    expect(codesOf(await hub.publish("nordlys", fields("nordlys", "b"), signed()))).toEqual(["SIGNATURE_INVALID"]);
    expect(hub.registry.refusedSignatures).toBe(6);
    expect(await hub.publish("nordlys", sdl, signed())).toMatchObject({ state: "ADMITTED" });
    // The same once more is a replay.
    expect(codesOf(await hub.publish("nordlys", sdl, signed()))).toEqual(["PUBLISH_CONFLICT"]);
    await hub.registry.revokeKey("nordlys", "k", SECRETARIAT);
    expect(codesOf(await hub.publish("nordlys", sdl, signed()))).toEqual(["SIGNATURE_INVALID"]);
  });
});

describe("addresses", () => {
  const url = "https://data.nordlys.example.org/graphql";

  test("F36 a publish with an address that the hub may not call yet waits for the secretariat, and then goes on", async () => {
    const held = await hub.publish("nordlys", HONEST, { url });
    expect(held).toMatchObject({ state: "HELD", problems: [{ code: "HOST_NOT_APPROVED" }] });
    expect(hub.registry.current().sdl).not.toContain("nordlys");
    expect(await hub.registry.waitingHosts()).toMatchObject([{ agency: "nordlys", host: "data.nordlys.example.org:443" }]);
    await expect(hub.registry.approveHost("nordlys", "data.nordlys.example.org:443", publisherOf("nordlys"))).rejects.toMatchObject({
      extensions: { code: "FORBIDDEN" },
    });
    expect(await hub.registry.approveHost("nordlys", "data.nordlys.example.org:443", SECRETARIAT)).toMatchObject({ state: "ADMITTED" });
    const active = hub.registry.current();
    expect(active.subgraphs.find(({ agency }) => agency === "nordlys")?.url).toBe(url);
    expect(active.sdl).not.toContain("example.org");
    expect(await hub.publish("nordlys", HONEST, { url: "https://other.example.org/graphql" })).toMatchObject({ state: "HELD", publish: 1 });
    expect(await hub.publish("evil", fields("evil", "x"), { url })).toMatchObject({ state: "HELD" });
  });

  test.each([
    "http://data.example.org/",
    "https://127.0.0.1/",
    "https://localhost/",
    "https://2130706433/",
    "https://[::1]/",
    "https://u:p@data.example.org/",
    "https://intranet/",
    "file:///etc/passwd",
    "nonsense",
  ])("F36 %s is no address that the hub would call", async (wrong) => {
    expect(codesOf(await hub.publish("nordlys", HONEST, { url: wrong }))).toEqual(["SOURCE_ADDRESS_BLOCKED"]);
  });
});

test("F39 what the gateway couldn't load isn't admitted", async () => {
  const strict = await hub.reopen({ load: async () => Promise.reject(new Error("unsupported")) });
  const { state, problems } = await strict.publish({ agency: "nordlys", sdl: HONEST, url: null }, publisherOf("nordlys"));
  expect([state, problems[0]?.code]).toEqual(["REFUSED", "NOT_LOADABLE"]);
  expect(problems[0]?.message).not.toContain("unsupported");
  expect(await hub.registry.history("nordlys")).toEqual([]);
});

test("F42 the same subgraphs in 20 orders compose to the same bytes", async () => {
  await hub.publish("nordlys", HONEST);
  await hub.publish("evil", fields("evil", "x"));
  const subgraphs = hub.registry.composedSubgraphs();
  const hashes = new Set(shuffled(subgraphs, 20, 42).map((order) => hashOf(composeOrFail(order))));
  expect([...hashes]).toEqual([hub.registry.current().hash]);
});

test("an answer of a check is that of a publish, and nothing is changed", async () => {
  const before = await readActive(hub.log.db);
  expect(await hub.registry.check({ agency: "nordlys", sdl: HONEST, url: null })).toMatchObject({
    state: "ADMITTED",
    publish: null,
    notMirrored: [expect.stringContaining("Query.nordlys_clinics")],
  });
  expect(codesOf(await hub.registry.check({ agency: "nordlys", sdl: fields("evil", "x"), url: null }))).toEqual(["OWNERSHIP_VIOLATION"]);
  expect(await readActive(hub.log.db)).toEqual(before);
});
