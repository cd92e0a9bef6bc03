import { DEFAULT_SETTINGS } from "@actionline/gateway/settings";
import { around, type HostileKind, question, sent, times, upTo } from "./hostile-request";

const { listItems, valueDepth, nodes, bodyBytes } = DEFAULT_SETTINGS;
const LINE = 'actionLine(code: "C1") { code }';
const C1 = { actionLine: { code: "C1" } };
const KEYS = ["__proto__", "constructor", "then", "toJSON", "hasOwnProperty", "valueOf", "prototype", "_0", "_0_code", "representations"];

/** Literals and variables that are too large, too deep, of another kind, or named like something else. */
export const VALUE_KINDS: Readonly<Record<string, HostileKind>> = {
  "A19 pages of impossible sizes": (random) => {
    const first = random.pick([
      "0",
      "-1",
      "201",
      "2147483648",
      "1e9",
      '"5"',
      "1e9999",
      "9".repeat(random.between(11, 20_000)),
      "[1]",
      "{}",
      "ALL",
    ]);
    return question("A19", "REFUSED", `{ activities(first: ${first}) { totalCount } }`);
  },
  "A20 pages within pages, by variable": (random) => {
    const size = random.between(1, 1_000);
    const expected = size > 200 || size * size > nodes ? "REFUSED" : size < 50 ? "ANSWERED" : "EITHER";
    const query = "query ($n: Int!) { activities(first: $n) { nodes { id budgets(first: $n) { nodes { id } } } } }";
    return question("A20", expected, query, { variables: { n: size } });
  },
  "A21 pages within pages, by a default": (random) => {
    const size = random.between(201, 2_000_000_000);
    return question("A21", "REFUSED", `query ($n: Int = ${size}) { activities(first: $n) { nodes { id } } }`);
  },
  "A22 a long list": (random) => {
    const count = around(random, listItems, 8_000);
    const ids = Array.from({ length: count }, (_, at) => `C${at}`);
    const expected = count > listItems ? "REFUSED" : "EITHER";
    if (random.chance(0.5))
      return question("A22 literal", expected, `{ planItems(first: 1, filter: { actionLines: ${JSON.stringify(ids)} }) { totalCount } }`);
    const query = "query ($filter: PlanItemFilter) { planItems(first: 1, filter: $filter) { totalCount } }";
    return question("A22 variable", expected, query, { variables: { filter: { actionLines: ids } } });
  },
  "A23 variables of any depth": (random) => {
    const levels = around(random, valueDepth, 40_000);
    const [open, close] = random.pick([
      ["[", "]"],
      ['{"a":', "}"],
    ] as const);
    const value = `${open.repeat(levels)}1${close.repeat(levels)}`;
    const body = `{"query":"{ ${LINE.replaceAll('"', '\\"')} }","variables":{"deep":${value}}}`;
    // Depth 1 is the object of the variables itself.
    return sent("A23 depth", Buffer.byteLength(body) > bodyBytes ? "REFUSED" : upTo(valueDepth, levels), body, { data: C1 });
  },
  "A23 many variables": (random) => {
    const count = random.between(1, 3_000);
    const variables = Object.fromEntries(Array.from({ length: count }, (_, at) => [`v${at}`, at]));
    return question("A23 many", "ANSWERED", `{ ${LINE} }`, { variables, data: C1 });
  },
  "A24 names of variables": (random) => {
    const name = random.pick(KEYS);
    const body = `{"query":"query ($${name}: ID!) { actionLine(code: $${name}) { code } }","variables":{"${name}":"C1"}}`;
    return sent("A24", "ANSWERED", body, { data: C1 });
  },
  "A25 names of aliases": (random) => {
    const [one, other] = [random.pick(KEYS), random.pick(KEYS)];
    const query = `{ ${one}: actionLine(code: "C1") { ${other}: code } }`;
    return question("A25", "ANSWERED", query, { data: JSON.parse(`{"${one}":{"${other}":"C1"}}`) });
  },
  "A31 a literal of any depth": (random) => {
    const levels = around(random, valueDepth, 30_000);
    const [open, close] = random.pick([
      ["[", "]"],
      ["{a:", "}"],
    ] as const);
    return question("A31", "REFUSED", `{ planItems(filter: ${open.repeat(levels)}${close.repeat(levels)}) { totalCount } }`);
  },
  "a huge literal": (random) => {
    const text = random.pick(["x", "\\u0000", "\\\\", "é", "\u{1F600}", "%00"]).repeat(random.between(100, 12_000));
    return question("huge literal", "ANSWERED", `{ actionLine(code: "${text}") { code } }`, { data: { actionLine: null } });
  },
  "a huge variable": (random) => {
    const text = random
      .pick(["x", "\0", "\\", "é", "\u{1F600}", "</script>", "' OR 1=1 --", "{$ne:null}"])
      .repeat(random.between(100, 8_000));
    const body = JSON.stringify({ query: "query ($code: ID!) { actionLine(code: $code) { code } }", variables: { code: text } });
    const expected = Buffer.byteLength(body) > bodyBytes ? "REFUSED" : "ANSWERED";
    return sent("huge variable", expected, body, { data: { actionLine: null } });
  },
  "values of another kind": (random) => {
    const code = random.pick([null, {}, [], { $gt: "" }, 1.5, true, [["C1"]]]);
    return question("kinds", "REFUSED", "query ($code: ID!) { actionLine(code: $code) { code } }", { variables: { code } });
  },
  "values of an enum that aren't there": (random) => {
    const level = random.pick(["NOPE", "__proto__", "COUNTRY ", "country", "x".repeat(random.between(1, 5_000))]);
    if (random.chance(0.5))
      return question("enum variable", "REFUSED", "query ($level: PlaceLevel) { places(level: $level) { totalCount } }", {
        variables: { level },
      });
    return question("enum literal", "REFUSED", `{ places(level: ${level.replaceAll(/\W/g, "_")}) { totalCount } }`);
  },
  "variables that nobody gives, has or uses": (random) => {
    const count = random.between(1, 300);
    const query = random.pick([
      `query (${times(count, (at) => `$v${at}: Int`)}) { ${LINE} }`,
      `{ ${times(Math.min(count, 10), (at) => `a${at}: actionLine(code: $v${at}) { code }`)} }`,
      "query ($code: ID!) { actionLine(code: $code) { code } }",
      `query (${times(count, () => "$same: ID")}) { actionLine(code: $same) { code } }`,
    ]);
    return question("variables", "REFUSED", query);
  },
};
