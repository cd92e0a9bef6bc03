import { DEFAULT_SETTINGS } from "@actionline/gateway/settings";
import { around, type HostileKind, question, times, upTo } from "./hostile-request";

const { depth, fields } = DEFAULT_SETTINGS;
const LINE = 'actionLine(code: "C1")';
/** Names that a list of properties would have of itself. */
const NAMES = ["f", "__schema", "__proto__x", "constructor", "toString", "query", "fragment"];

/** Fragments that multiply, lead to themselves or hide how deep they go. */
export const FRAGMENT_KINDS: Readonly<Record<string, HostileKind>> = {
  "A06 depth through fragments": (random) => {
    const levels = around(random, depth - 2, 300);
    const name = random.pick(NAMES);
    const type = (at: number): string => (at % 2 === 0 ? "ActionLine" : "Team");
    const field = (at: number): string => (at % 2 === 0 ? "team" : "actionLine");
    const middle = times(levels, (at) => `fragment ${name}${at} on ${type(at)} { ${field(at)} { ...${name}${at + 1} } }`);
    const query = `{ ${LINE} { ...${name}0 } } ${middle} fragment ${name}${levels} on ${type(levels)} { __typename }`;
    return question("A06", upTo(depth - 2, levels), query);
  },
  "A12 fragments that multiply": (random) => {
    const levels = random.between(1, 26);
    const each = random.between(2, 4);
    const written = each ** levels + 1;
    const middle = times(levels, (at) => `fragment f${at} on ActionLine { ${`...f${at + 1} `.repeat(each)} }`);
    const query = `{ ${LINE} { ...f0 } } ${middle} fragment f${levels} on ActionLine { code }`;
    return question("A12", upTo(fields, written), query, { data: { actionLine: { code: "C1" } } });
  },
  "A13 fragments that lead to themselves": (random) => {
    const count = random.between(1, 150);
    const name = random.pick(NAMES);
    const ring = times(
      count,
      (at) => `fragment ${name}${at} on ActionLine { ${random.chance(0.5) ? "code" : ""} ...${name}${(at + 1) % count} }`,
    );
    return question("A13", "REFUSED", `{ ${LINE} { ...${name}0 } } ${ring}`);
  },
  "A13 a cycle through fields": (random) => {
    const inner = times(random.between(1, 6), () => "team { actionLine { ...a } }");
    return question("A13 fields", "REFUSED", `{ ${LINE} { ...a } } fragment a on ActionLine { code ${inner} }`);
  },
  "fragments that nobody uses, or has": (random) => {
    const count = random.between(1, 250);
    const unused = random.chance(0.5);
    const text = unused ? times(count, (at) => `fragment u${at} on ActionLine { code }`) : "";
    return question("unused", "REFUSED", `{ ${LINE} { code ${unused ? "" : times(count, (at) => `...u${at}`)} } } ${text}`);
  },
  "one fragment many times": (random) => {
    const count = around(random, 600, 30_000);
    const expected = count < 600 ? "ANSWERED" : count > 1_000 ? "REFUSED" : "EITHER";
    return question("spread", expected, `{ ${LINE} { ${"...f ".repeat(count)} } } fragment f on ActionLine { code }`, {
      data: { actionLine: { code: "C1" } },
    });
  },
  "A16 blocks under conditions": (random) => {
    const count = random.between(1, 14);
    const block = (at: number): string =>
      `... @${random.pick(["include", "skip"])}(if: $v${at}) { team { id facilitators { role } } items { id } }`;
    const query = `query (${times(count, (at) => `$v${at}: Boolean!`)}) { ${LINE} { code ${times(count, block)} } }`;
    const variables = Object.fromEntries(Array.from({ length: count }, (_, at) => [`v${at}`, random.chance(0.5)]));
    return question("A16", "EITHER", query, { variables });
  },
  "A07 introspection that leads to itself": (random) => {
    const turns = random.between(1, 200);
    const query = `{ __schema { types { ${"fields { type { ".repeat(turns)}name${" } }".repeat(turns)} } } }`;
    return question("A07", turns === 1 ? "ANSWERED" : turns > 2 ? "REFUSED" : "EITHER", query);
  },
  "A07 the whole schema, some times": (random) => {
    const count = random.between(1, 40);
    const each = (at: number): string => `s${at}: __schema { types { name description fields { name description args { name } } } }`;
    return question("A07 wide", count > 10 ? "REFUSED" : "EITHER", `{ ${times(count, each)} }`);
  },
};
