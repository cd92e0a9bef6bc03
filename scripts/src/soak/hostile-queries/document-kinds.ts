import { DEFAULT_SETTINGS } from "@actionline/gateway/settings";
import { around, type HostileKind, question, times, upTo } from "./hostile-request";

const { tokens, depth, aliases, rootFields, directives } = DEFAULT_SETTINGS;
/** Fields of one name in one selection: more make too many pairs to be compared. */
const SAME = 100;
const LINE = 'actionLine(code: "C1")';
const C1 = { code: "C1" };

/** Selections within one another: an action line's team, its action line, and so on. */
const chain = (levels: number, open: (name: string) => string, close: string): string =>
  `${Array.from({ length: levels }, (_, at) => open(at % 2 === 0 ? "team" : "actionLine")).join("")}__typename${close.repeat(levels)}`;

/** Documents that are too deep, too wide, or just not. */
export const DOCUMENT_KINDS: Readonly<Record<string, HostileKind>> = {
  "A03 A15 a field many times": (random) => {
    const count = around(random, SAME, 12_000);
    return question("A03 A15", upTo(SAME, count), `{ ${LINE} { ${"code ".repeat(count)} } }`, {
      data: { actionLine: C1 },
    });
  },
  "A04 depth": (random) => {
    const levels = around(random, depth - 2, 3_000);
    return question("A04", upTo(depth - 2, levels), `{ ${LINE} { ${chain(levels, (name) => `${name} { `, " }")} } }`);
  },
  "A05 depth through inline fragments": (random) => {
    const levels = around(random, depth - 2, 500);
    const open = (name: string): string => `${name} { ... on ${name === "team" ? "Team" : "ActionLine"} { `;
    return question("A05", upTo(depth - 2, levels), `{ ${LINE} { ${chain(levels, open, " } }")} } }`);
  },
  "A31 inline fragments within one another": (random) => {
    const levels = random.between(1, 20_000);
    // Each takes three tokens, which is the only limit on them.
    const expected = levels < 100 ? "ANSWERED" : levels * 3 > tokens ? "REFUSED" : "EITHER";
    return question("A31 inline", expected, `{ ${LINE} { ${"... { ".repeat(levels)}code${" }".repeat(levels)} } }`);
  },
  "A08 aliases of a leaf": (random) => {
    const count = around(random, aliases, 5_000);
    const data = { actionLine: Object.fromEntries(Array.from({ length: Math.min(count, aliases) }, (_, at) => [`a${at}`, "C1"])) };
    return question("A08", upTo(aliases, count), `{ ${LINE} { ${times(count, (at) => `a${at}: code`)} } }`, { data });
  },
  "A09 aliases of __typename": (random) => {
    const count = around(random, aliases, 5_000);
    return question("A09", upTo(aliases, count), `{ ${LINE} { ${times(count, (at) => `a${at}: __typename`)} } }`);
  },
  "A10 A11 aliases of a root field": (random) => {
    const count = around(random, rootFields, 3_000);
    return question("A10", upTo(rootFields, count), `{ ${times(count, (at) => `a${at}: ${LINE} { code }`)} }`);
  },
  "A14 directives, one on each field": (random) => {
    const count = around(random, directives, 3_000);
    return question("A14", upTo(directives, count), `{ ${LINE} { ${"code @include(if: true) ".repeat(count)} } }`, {
      data: { actionLine: C1 },
    });
  },
  "A14 directives on one field": (random) => {
    const name = random.pick(["@include(if: true)", "@skip(if: false)", "@x", "@defer", "@deprecated", "@__proto__"]);
    return question("A14 one field", "REFUSED", `{ ${LINE} { code ${`${name} `.repeat(random.between(2, 8_000))} } }`);
  },
  "A17 fields that aren't there": (random) =>
    question("A17", "REFUSED", `{ ${LINE} { ${times(random.between(1, 15_000), (at) => `x${at}`)} } }`),
  "overlapping fields that agree": (random) => {
    const count = around(random, SAME, 2_000);
    return question("overlaps agree", upTo(SAME, count), `{ ${LINE} { ${"team { id actionLine { code } } ".repeat(count)} } }`);
  },
  "overlapping fields that don't": (random) => {
    const other = times(random.between(1, 14), (at) => `${at % 2 === 0 ? "c: code" : "c: order"}`);
    return question("overlaps differ", "REFUSED", `{ ${LINE} { c: officialName ${other} } }`);
  },
  "A30 many operations": (random) => {
    const count = random.between(2, 2_000);
    const named = random.between(0, count * 2);
    const small = count * 13 < tokens;
    const expected = small && named < count ? "ANSWERED" : named < count ? "EITHER" : "REFUSED";
    return question(
      "A30",
      expected,
      times(count, (at) => `query q${at} { ${LINE} { code } }`),
      { operationName: `q${named}` },
    );
  },
  "A30 no question at all": (random) => {
    const empty = random.pick([
      "",
      "# nothing",
      "\uFEFF",
      ",,,,",
      "{}",
      "query",
      "{ a",
      "fragment f on Team { id }",
      "type A { b: Int }",
      "\0",
    ]);
    return question("A30 empty", "REFUSED", empty.repeat(random.between(1, 3)));
  },
  "long names": (random) => {
    const name = "n".repeat(random.between(1_000, 90_000));
    if (random.chance(0.5))
      return question("long alias", "ANSWERED", `{ ${LINE} { ${name}: code } }`, { data: { actionLine: { [name]: "C1" } } });
    return question("long name", "REFUSED", `{ ${name} }`);
  },
  "text that says nothing": (random) => {
    const nothing = random.pick([" ", "\n", ",", "\t", "# a comment\n", "\uFEFF"]);
    return question("ignored", "ANSWERED", `{ ${LINE} ${nothing.repeat(random.between(100, 6_000))} { code } }`, {
      data: { actionLine: C1 },
    });
  },
  "A34 what isn't there": (random) => {
    const query = random.pick([
      "query { saveWatch }",
      "{ _entities(representations: []) { __typename } }",
      "{ _service { sdl } }",
      "{ actionLine { code } }",
      '{ actionLine(code: "C1") }',
      '{ actionLine(code: "C1") { ... on Admin { id } } }',
      '{ actionLine(code: "C1", where: "1=1") { code } }',
      '{ actionLine(code: "C1") { code { code } } }',
      '{ actionLine(code: "C1") { team @stream { id } } }',
      "query ($a: Int) { __typename }",
      "query ($a: Nothing) { __typename }",
    ]);
    return question("A26 A34", "REFUSED", query);
  },
};
