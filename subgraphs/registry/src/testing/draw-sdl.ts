import { randomOf } from "./random";

/** What of the small hub a hostile text may take up, as it stands there or nearly. */
const STUBS = [
  {
    type: "Team",
    key: "id",
    fields: ["id: ID!", "name: String!", "mandate: String", "email: String", "kind: TeamKind!", "leads: [Organization!]!", "drafts: Int"],
  },
  { type: "Organization", key: "id", fields: ["id: ID!", "name: String!", "website: String"] },
  { type: "Instrument", key: "id", fields: ["id: ID!", "title: String"] },
  { type: "Person", key: "name", fields: ["name: String"] },
  { type: "Page", key: "hasNextPage", fields: ["hasNextPage: Boolean!"] },
  {
    type: "Query",
    key: "",
    fields: ["teams(first: Int): [Team!]!", "team(id: ID!): Team", "organizations(filter: OrganizationFilter): [Organization!]!"],
  },
] as const;

const ON_FIELDS = [
  "@external",
  "@shareable",
  "@inaccessible",
  '@tag(name: "x")',
  "@deprecated",
  '@override(from: "teams")',
  '@requires(fields: "name")',
  '@requires(fields: "email")',
  '@provides(fields: "name")',
  "@federation__inaccessible",
];
const ON_TYPES = [
  "@shareable",
  "@inaccessible",
  '@tag(name: "x")',
  "@interfaceObject",
  '@key(fields: "name")',
  '@key(fields: "id", resolvable: false)',
  "@extends",
  "@external",
];
const OTHERS = [
  "union Party = evil_Thing",
  "interface Dated { since: String }",
  "enum TeamKind { LINE THEME }",
  "enum TeamKind { LINE THEME evil_MORE }",
  "enum TeamKind { LINE }",
  "enum OrganizationKind { COMPANY MOVEMENT }",
  "input OrganizationFilter { text: String }",
  "input OrganizationFilter { text: String kinds: [OrganizationKind!] evil_x: Int }",
  "scalar Date",
  'scalar Date @specifiedBy(url: "https://evil.example")',
  '"Words of ours." scalar Date',
  "type Mutation { evil_do: Int }",
  "type Subscription { evil_do: Int }",
  "extend schema { query: Query }",
  "directive @evil on FIELD_DEFINITION",
  "union evil_Either = evil_Thing | Team",
  "interface evil_Named { x: Int }",
  "input evil_Input { x: Int = 3 }",
  "enum evil_Kind { A B }",
];

/** One text of the agency "evil", the same for the same seed: some honest, most of them nearly. */
export function drawSdl(seed: number): string {
  const random = randomOf(seed);
  const chance = (share: number): boolean => random() < share;
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  // How hostile the whole text is: where all were, none would come far.
  const malice = pick([0, 0.02, 0.05, 0.15, 0.4]);
  const description = (): string => (chance(malice / 2) ? '"Words of ours." ' : "");
  const directive = (from: readonly string[]): string => (chance(malice) ? ` ${pick(from)}` : "");
  const nearly = (field: string): string =>
    !chance(malice)
      ? field
      : pick([field.replace(/!$/, ""), `${field.replace(/!$/, "")}!`, field.replace(/: .*/, ": Int"), field.replace(/: /, "(x: Int): ")]);
  const own = (type: string): string => {
    const target = pick([
      "Int",
      "String",
      "[String!]",
      "evil_Thing",
      "[evil_Thing!]",
      "Team",
      "[Team]",
      "Date",
      "TeamKind",
      ...(chance(malice) ? ["Int!"] : []),
    ]);
    const name = chance(malice) ? pick(["staff", "name", "nordlys_x"]) : `evil_${pick(["a", "b", "c", "d"])}${type.length}`;
    const given = chance(0.2)
      ? `(${pick(["x: Int", "x: Int! = 2", "d: Date", ...(chance(malice) ? ["f: OrganizationFilter"] : [])])})`
      : "";
    return `${description()}${name}${given}: ${target}${directive(ON_FIELDS)}`;
  };
  const stub = ({ type, key, fields }: (typeof STUBS)[number]): string => {
    const kept = fields.filter((_field, index) => (type !== "Query" && index === 0) || chance(malice));
    const theirs = kept.map(
      (field, index) => `${description()}${nearly(field)}${index > 0 && !chance(malice) ? " @external" : directive(ON_FIELDS)}`,
    );
    const needs =
      theirs.some((field) => field.includes("name: String!")) && chance(0.5)
        ? [`evil_r${type.length}: String @requires(fields: "name")`]
        : [];
    const added = Array.from({ length: type === "Query" ? 2 : Math.floor(random() * 3) }, () => own(type));
    const head = `${description()}${chance(0.3) ? "extend " : ""}type ${type}${chance(malice) ? pick([" implements evil_Named", " implements Dated"]) : ""}`;
    const keyed = key === "" ? "" : ` @key(fields: "${chance(malice) ? pick(["name", "id name", "email"]) : key}")`;
    return `${head.replace(/^(".*") extend /, "$1 ")}${keyed}${directive(ON_TYPES)} {\n  ${[...new Map([...theirs, ...needs, ...added].map((field) => [field.replace(/^".*?" /, "").split(/[:(]/)[0], field])).values()].join("\n  ")}\n}`;
  };
  const thing = `type evil_Thing @key(fields: "id")${directive(ON_TYPES)} {\n  id: ID!\n  x: Int!\n  team: Team${directive(ON_FIELDS)}\n}`;
  const chosen = STUBS.filter(({ type }) => type === "Team" || type === "Query" || chance(type === "Organization" ? 0.5 : malice));
  const others = OTHERS.filter(() => chance(malice / 2));
  const needed = ["scalar Date", "enum TeamKind { LINE THEME }"].filter(
    (text) => !others.some((other) => other.includes(text.split(" ")[1] ?? "")),
  );
  const imports = [
    "key",
    "external",
    "requires",
    "provides",
    "shareable",
    "inaccessible",
    "tag",
    "override",
    "interfaceObject",
    "extends",
  ].map((name) => `"@${name}"`);
  return `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [${imports.join(", ")}])\n${[...chosen.map(stub), thing, ...needed, ...others].join("\n")}\n`;
}

/** A text with some of its bytes changed, doubled, moved or left out. */
export function mutated(sdl: string, seed: number): string {
  const random = randomOf(seed);
  let bytes = Buffer.from(sdl);
  for (let change = 0; change <= Math.floor(random() * 2); change += 1) {
    const [at, length] = [Math.floor(random() * bytes.length), 1 + Math.floor(random() ** 3 * 60)];
    const [before, part, after] = [bytes.subarray(0, at), bytes.subarray(at, at + length), bytes.subarray(at + length)];
    const kind = Math.floor(random() ** 0.5 * 5);
    if (kind === 0) bytes = Buffer.concat([before, after]);
    else if (kind === 1) bytes = Buffer.concat([before, part, part, after]);
    else if (kind === 2) bytes = Buffer.concat([before, Buffer.from([Math.floor(random() * 256)]), after]);
    else if (kind === 3) bytes = Buffer.concat([before, part, part.subarray(0, 1), after]);
    else
      bytes = Buffer.concat([
        before,
        Buffer.from(["{", "}", '"""', "@", "!", "\u0000", "[", " "][Math.floor(random() * 8)] ?? "", "utf8"),
        part,
        after,
      ]);
  }
  return bytes.toString("utf8");
}
