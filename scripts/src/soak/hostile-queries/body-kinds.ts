import { DEFAULT_SETTINGS } from "@actionline/gateway/settings";
import { around, type HostileKind, question, sent, times, upTo } from "./hostile-request";

const { bodyBytes } = DEFAULT_SETTINGS;
const QUERY = '{ actionLine(code: "C1") { code } }';
const BODY = JSON.stringify({ query: QUERY });
const DATA = { actionLine: { code: "C1" } };
const PARTS = "multipart/mixed; deferSpec=20220824";

/** Bodies that are too long or no question, and answers in parts or as a stream. */
export const BODY_KINDS: Readonly<Record<string, HostileKind>> = {
  "A01 bytes": (random) => {
    const bytes = random.chance(0.5) ? random.between(bodyBytes - 20, bodyBytes + 20) : around(random, bodyBytes, 300_000);
    const length = Math.max(bytes, BODY.length);
    return sent("A01", upTo(bodyBytes, length), BODY + " ".repeat(length - BODY.length), { data: DATA, cut: length > bodyBytes });
  },
  "A02 megabytes": (random) => {
    const body = Buffer.alloc(random.between(200_000, 5_000_000), "x");
    return sent("A02", "REFUSED", body, { cut: true, headers: random.chance(0.5) ? { "content-length": body.length } : {} });
  },
  "A29 several questions at once": (random) =>
    sent("A29", "REFUSED", `[${times(random.between(0, 1_000), () => BODY).replaceAll("} {", "},{")}]`),
  "B14 JSON that isn't": (random) => {
    const at = random.between(0, BODY.length - 1);
    const broken = random.pick([
      BODY.slice(0, at),
      `${BODY.slice(0, at)}\0${BODY.slice(at)}`,
      `${BODY}${BODY}`,
      "null",
      "7",
      '"text"',
      "[]",
      `{"query":${"[".repeat(random.between(1, 40_000))}`,
      '{"query":7}',
      `{"query":"{ __typename }","query":"${"x".repeat(at)}"}`,
      `{"variables":{}}`,
      "NaN",
      '{"query":"{ __typename }","variables":[]}',
      '{"query":"{ __typename }","operationName":{}}',
    ]);
    return sent("B14", "REFUSED", broken);
  },
  "B15 bytes that aren't UTF-8": (random) => {
    const bytes = Buffer.from(`{"query":"{ actionLine(code: \\"${"x".repeat(random.between(1, 500))}\\") { code } }"}`);
    bytes[random.between(31, bytes.length - 20)] = random.pick([0x80, 0xc0, 0xf5, 0xff, 0xed]);
    return sent("B15", "REFUSED", bytes);
  },
  "B13 other types, charsets and encodings": (random) => {
    const headers = random.pick([
      { "content-type": "text/plain" },
      { "content-type": "multipart/form-data; boundary=x" },
      { "content-type": "application/json; charset=utf-7" },
      { "content-type": "application/json", "content-encoding": "gzip" },
      { "content-type": "application/xml" },
      { accept: "application/xml" },
    ]);
    return sent("B13", "REFUSED", BODY, { headers });
  },
  "A32 a flood of @defer": (random) => {
    const count = random.between(1, 60);
    const part = (at: number): string => `... @defer(label: "d${at}") { team { id facilitators { role } } }`;
    const expected = count > 50 ? "REFUSED" : "EITHER";
    return question("A32 defer", expected, `{ actionLine(code: "C1") { code ${times(count, part)} } }`, { headers: { accept: PARTS } });
  },
  "A32 @defer within @defer": (random) => {
    const levels = random.between(1, 60);
    const query = `{ actionLine(code: "C1") { code ${"... @defer { team { id actionLine { code ".repeat(levels)}${"} } } ".repeat(levels)} } }`;
    return question("A32 nested", levels > 5 ? "REFUSED" : "EITHER", query, { headers: { accept: `${PARTS}, application/json` } });
  },
  "A32 @defer and @stream where they can't be": (random) => {
    const query = random.pick([
      'mutation { ... @defer { markNotificationsRead(input: { ids: [], idempotencyKey: "x" }) { __typename } } }',
      "{ actionLines @stream(initialCount: 1) { code } }",
      'query ($d: Boolean) { actionLine(code: "C1") { ... @defer(if: "yes") { code } } }',
      'query { actionLine(code: "C1") { ... @defer(label: 7) { code } } }',
    ]);
    return question("A32 refused", "REFUSED", query, { headers: { accept: random.pick([PARTS, "application/graphql-response+json"]) } });
  },
  "A32 a subscription of many": (random) => {
    const count = random.between(2, 100);
    const query = `subscription { ${times(count, (at) => `a${at}: sourceChanged { asOf { sequence } }`)} }`;
    return question("A32 many roots", "REFUSED", query, { headers: { accept: random.pick(["text/event-stream", "application/json"]) } });
  },
  "A32 a subscription that can't be": (random) => {
    const query = random.pick([
      "subscription { sourceChanged(since: 1e300) { asOf { sequence } } }",
      "subscription { sourceChanged(since: -1) { asOf { sequence } } }",
      'subscription { coverageChanged(watch: "nobody\'s") { asOf { sequence } } }',
      "subscription { __typename }",
      "subscription { ... @defer { sourceChanged { asOf { sequence } } } }",
      "subscription { nothing }",
    ]);
    return question("A32 subscription", "REFUSED", query, { headers: { accept: "text/event-stream" } });
  },
};
