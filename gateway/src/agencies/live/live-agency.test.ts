import { createHash, createPublicKey, verify } from "node:crypto";
import { buildSchema } from "graphql";
import { outcomeOf } from "../../engine/testing/outcome";
import { newHubKey } from "../identity/hub-key";
import { type AgencyServer, startAgencyServer } from "../testing/agency-server";
import { agencyQuestion, liveAgencyOf, type TestClock } from "../testing/live-agency-of";
import { BREAKER_RULES } from "./breaker";
import type { LiveAgency } from "./live-agency";

const SCHEMA = buildSchema("type Query { itu_best: Best } type Best { id: ID } type Mutation { change: Int }");

const NEVER_OPEN = { ...BREAKER_RULES, failures: 1_000_000, inARow: 1_000_000 };

let server: AgencyServer;
let clock: TestClock;
const open: LiveAgency[] = [];

beforeEach(async () => {
  server = await startAgencyServer(SCHEMA);
  clock = { now: 0 };
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
  await server.stop();
});

function live(options: Parameters<typeof liveAgencyOf>[1] = {}): LiveAgency {
  const made = liveAgencyOf(server.url, options, clock);
  open.push(made);
  return made;
}
const ask = (agency: LiveAgency, question = agencyQuestion()) => outcomeOf(agency.ask(question, Number.POSITIVE_INFINITY));
const times = <Value>(count: number, make: () => Value): Value[] => Array.from({ length: count }, make);

it("C34: a thousand questions to a source that is slow: at most 20 sockets, a hundred wait, and the rest fail at once", async () => {
  const agency = live();
  await ask(agency);
  server.manner = "HANGS";
  const asked = times(1_000, () => ask(agency));
  const atOnce = await Promise.race([Promise.all(asked.slice(116)), new Promise((late) => setTimeout(late, 20_000, "late"))]);
  expect(new Set(atOnce as string[])).toEqual(new Set(["SOURCE_UNAVAILABLE"]));
  await agency.close();
  await Promise.all(asked);
  expect(server.sockets.most).toBeLessThanOrEqual(20);
});

it("J03: a source that never answers is asked at most 20 times before nobody asks it any more", async () => {
  const agency = live({ policy: { firstByteMs: 300 } });
  await ask(agency);
  server.heard.length = 0;
  server.manner = "HANGS";
  const outcomes = await Promise.all(times(100, () => ask(agency)));
  expect(server.heard.length).toBeLessThanOrEqual(20);
  expect(outcomes.filter((code) => code === "SOURCE_CIRCUIT_OPEN").length).toBeGreaterThanOrEqual(80);
  expect(await ask(agency)).toBe("SOURCE_CIRCUIT_OPEN");
  expect(agency.breaker.state).toBe("OPEN");
});

it("J04: when it has rested, exactly one question reaches the source", async () => {
  const agency = live();
  await ask(agency);
  server.manner = "RESETS";
  for (let failures = 0; failures < BREAKER_RULES.inARow; failures++) await ask(agency);
  expect(agency.breaker.state).toBe("OPEN");
  clock.now += BREAKER_RULES.rest;
  server.heard.length = 0;
  server.manner = "ANSWERS";
  server.delay = 100;
  const outcomes = await Promise.all(times(50, () => ask(agency)));
  expect(server.heard).toHaveLength(1);
  expect(outcomes.filter((outcome) => outcome === "ANSWERED")).toHaveLength(1);
  expect(await ask(agency)).toBe("ANSWERED");
});

it("J15: a source that is back is asked by few at first, and never over more than 20 sockets", async () => {
  const agency = live();
  await ask(agency);
  server.manner = "RESETS";
  for (let failures = 0; failures < BREAKER_RULES.inARow; failures++) await ask(agency);
  clock.now += BREAKER_RULES.rest;
  server.manner = "ANSWERS";
  await ask(agency);
  server.sockets.most = server.sockets.open;
  server.delay = 20;
  const outcomes = await Promise.all(times(100, () => ask(agency)));
  expect(outcomes.every((outcome) => outcome === "ANSWERED")).toBe(true);
  expect(server.sockets.most).toBeLessThanOrEqual(20);
});

it("J16: a hub that starts asks one question first; the others wait for how it ends", async () => {
  server.delay = 50;
  const agency = live();
  const asked = times(10, () => ask(agency));
  await new Promise((soon) => setTimeout(soon, 40));
  expect(server.heard.length).toBeLessThanOrEqual(1);
  expect(new Set(await Promise.all(asked))).toEqual(new Set(["ANSWERED"]));
});

it("J16: and where that one fails, none of them reaches the source", async () => {
  server.manner = "RESETS";
  const agency = live();
  const outcomes = await Promise.all(times(10, () => ask(agency)));
  expect(server.heard).toHaveLength(1);
  expect(outcomes.filter((outcome) => outcome === "SOURCE_CIRCUIT_OPEN")).toHaveLength(9);
});

it("J11: what got no answer is asked once more, for one question in ten and no more", async () => {
  const agency = live({ breaker: NEVER_OPEN });
  for (let calls = 0; calls < 100; calls++) await ask(agency);
  server.heard.length = 0;
  server.manner = "RESETS";
  for (let calls = 0; calls < 100; calls++) await ask(agency);
  // Ten had been saved up, and a hundred questions earn ten more.
  expect(server.heard.length - 100).toBeGreaterThan(0);
  expect(server.heard.length - 100).toBeLessThanOrEqual(20);
});

it("J11: a source that fails from the beginning is never asked twice as much", async () => {
  const agency = live({ breaker: NEVER_OPEN });
  await ask(agency);
  server.manner = "RESETS";
  server.heard.length = 0;
  for (let calls = 0; calls < 50; calls++) await ask(agency);
  // Five second attempts, and one for the socket that had been kept open, which may have ended by itself.
  expect(server.heard.length).toBeLessThanOrEqual(56);
});

it("J11: what was refused, or took too long, isn't asked again", async () => {
  const agency = live({ policy: { firstByteMs: 200 }, breaker: NEVER_OPEN });
  for (let calls = 0; calls < 20; calls++) await ask(agency);
  server.heard.length = 0;
  server.manner = "REFUSES";
  expect(await ask(agency)).toBe("SOURCE_STATUS");
  server.manner = "HANGS";
  expect(await ask(agency)).toBe("SOURCE_TIMEOUT");
  expect(server.heard).toHaveLength(2);
});

it("J10: what changes something is never asked again", async () => {
  const agency = live();
  for (let calls = 0; calls < 20; calls++) await ask(agency);
  server.heard.length = 0;
  server.manner = "RESETS";
  await ask(agency, agencyQuestion({ text: "mutation { change }", kind: "mutation" }));
  expect(server.heard).toHaveLength(1);
});

it("a client that leaves is no failure of the source", async () => {
  const agency = live();
  await ask(agency);
  server.manner = "HANGS";
  for (let calls = 0; calls < 10; calls++) {
    const leaving = new AbortController();
    const asked = ask(agency, agencyQuestion({ signal: leaving.signal }));
    setTimeout(() => leaving.abort(), 5);
    await asked;
  }
  expect(agency.breaker.state).toBe("CLOSED");
});

it.each([50, 20.5, 0.25, 0])("takes no longer than its share of the request's time: %d ms", async (share) => {
  const agency = live();
  server.manner = "HANGS";
  expect(await outcomeOf(agency.ask(agencyQuestion(), share))).toBe("SOURCE_TIMEOUT");
});

it("J04: a question that can't be put into words takes nobody's leave with it", async () => {
  const agency = live();
  const body = () => {
    throw new Error("no body");
  };
  await expect(agency.ask({ ...agencyQuestion(), body }, 50)).rejects.toThrow("no body");
  expect(await ask(agency)).toBe("ANSWERED");
});

it("signs each question by RFC 9421, so that an agency can refuse everybody else's", async () => {
  const key = newHubKey();
  const now = () => new Date("2026-11-22T12:00:00Z");
  await ask(live({ signer: { hub: "https://hub.example.org", key, now } }));
  const [heard] = server.heard;
  const { headers = {}, body = "" } = heard ?? {};
  const parameters = String(headers["signature-input"]).replace(/^actionline=/, "");
  const digest = `sha-256=:${createHash("sha256").update(body).digest("base64")}:`;
  expect(parameters).toMatch(
    /^\("@method" "@target-uri" "content-digest" "content-type" "actionline-hub"\);created=1795348800;expires=1795349100;nonce="[\w-]{16}";keyid="[\w-]+";alg="ed25519"$/,
  );
  const base = [
    '"@method": POST',
    `"@target-uri": ${server.url}`,
    `"content-digest": ${digest}`,
    '"content-type": application/json',
    '"actionline-hub": https://hub.example.org',
    `"@signature-params": ${parameters}`,
  ].join("\n");
  const signature = Buffer.from(String(headers.signature).replace(/^actionline=:|:$/g, ""), "base64");
  const published = createPublicKey({ key: { ...key.public }, format: "jwk" });
  expect(verify(null, Buffer.from(base), published, signature)).toBe(true);
  expect(verify(null, Buffer.from(base.replace("POST", "PUT")), published, signature)).toBe(false);
  expect(headers["content-digest"]).toBe(digest);
});
