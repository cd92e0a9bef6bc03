import type { ErrorCode } from "@actionline/schema/error-code";

/** One publish by the agency "evil" that has to be refused, and how. */
export interface HostileCase {
  readonly name: string;
  readonly sdl: string;
  readonly code: ErrorCode;
  /** Where the first problem stands: the line of this text. */
  readonly at: string | null;
  /** Whether the stock composition lets it through: without the registry it would be in the graph. */
  readonly composes: boolean;
}

const ALL = '"@key", "@external", "@requires", "@provides", "@override", "@shareable", "@inaccessible", "@tag", "@interfaceObject"';

/** With federation linked, and something honest in it. */
export function linked(body: string, imports = ALL, version = "v2.9"): string {
  return `extend schema @link(url: "https://specs.apollo.dev/federation/${version}", import: [${imports}])\n${body}\n`;
}

const STUB = 'type Team @key(fields: "id") {\n  id: ID!\n';

const ownership = (name: string, body: string, at: string, composes = true): HostileCase => ({
  name,
  sdl: linked(body),
  code: "OWNERSHIP_VIOLATION",
  at,
  composes,
});

const directive = (name: string, sdl: string, at: string, composes = true): HostileCase => ({
  name,
  sdl,
  code: "DIRECTIVE_FORBIDDEN",
  at,
  composes,
});

/** Schemas that take, hide, change or learn what isn't the publisher's. */
export const HOSTILE: readonly HostileCase[] = [
  ownership("F08 @override of another's field", `${STUB}  mandate: String @override(from: "teams")\n}`, "@override"),
  ownership("F09 @override by a label", `${STUB}  mandate: String @override(from: "teams", label: "percent(1)")\n}`, "@override"),
  ownership(
    "F10 @override of a root field",
    `type Query {\n  teams(first: Int): [Team!]! @override(from: "teams")\n}\n${STUB}}`,
    "teams(first",
  ),
  {
    ...ownership("F11 @override imported under another name", "", "@harmless(from"),
    sdl: linked(`${STUB}  mandate: String @harmless(from: "teams")\n}`, '"@key", { name: "@override", as: "@harmless" }'),
  },
  {
    ...ownership("F11 @override by its whole name, unimported", "", "@federation__override"),
    sdl: linked(`${STUB}  mandate: String @federation__override(from: "teams")\n}`, '"@key"'),
  },
  {
    ...ownership("F11 @override under another namespace", "", "@zz__override"),
    sdl: `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", as: "zz", import: ["@key"])\n${STUB}  mandate: String @zz__override(from: "teams")\n}`,
  },
  ownership(
    "F14 a new key on another's entity",
    'type Team @key(fields: "id") @key(fields: "name") {\n  id: ID!\n  name: String!\n  evil_x: Int\n}',
    "@key",
    false,
  ),
  ownership("F14 a new key alone", 'type Person @key(fields: "name") {\n  name: String\n  evil_x: Int\n}', "type Person", false),
  ownership(
    "F15 @inaccessible on another's key",
    'type Team @key(fields: "id") {\n  id: ID! @inaccessible\n  evil_x: Int\n}',
    "@inaccessible",
  ),
  ownership(
    "F15 @inaccessible on another's enum value",
    `type Query {\n  evil_kind: TeamKind\n}\nenum TeamKind {\n  LINE @inaccessible\n  THEME\n}`,
    "LINE @inaccessible",
  ),
  ownership(
    "F15 @inaccessible on a field of a value type",
    "type Query {\n  evil_page: Page\n}\ntype Page @shareable {\n  hasNextPage: Boolean! @inaccessible\n}",
    "type Page",
    false,
  ),
  ownership(
    "F16 @tag on another's",
    'type Team @key(fields: "id") @tag(name: "evil") {\n  id: ID!\n  evil_x: Int\n}',
    '@tag(name: "evil")',
  ),
  ownership(
    "F16 @deprecated on another's",
    'type Team @key(fields: "id") {\n  id: ID! @deprecated(reason: "use ours")\n  evil_x: Int\n}',
    "@deprecated",
  ),
  ownership(
    "F16 a description of another's type",
    '"Ours, really."\ntype Team @key(fields: "id") {\n  id: ID!\n  evil_x: Int\n}',
    '"Ours, really."',
  ),
  ownership(
    "F16 a description of another's key",
    'type Team @key(fields: "id") {\n  "<script>alert(1)</script>"\n  id: ID!\n  evil_x: Int\n}',
    '"<script>',
  ),
  ownership("F17 another's key as nullable", 'type Team @key(fields: "id") {\n  id: ID\n  evil_x: Int\n}', "id: ID\n"),
  ownership(
    "F18 another's input, narrowed",
    "type Query {\n  evil_list(filter: OrganizationFilter): Int\n}\ninput OrganizationFilter {\n  text: String\n}",
    "input OrganizationFilter",
  ),
  ownership(
    "F18 another's input, a field required",
    "type Query {\n  evil_list(filter: OrganizationFilter): Int\n}\ninput OrganizationFilter {\n  text: String!\n  kinds: [OrganizationKind!]\n}\nenum OrganizationKind {\n  COMPANY\n  MOVEMENT\n}",
    "input OrganizationFilter",
  ),
  ownership(
    "F18 another's enum, narrowed",
    "type Query {\n  evil_list(kind: OrganizationKind): Int\n}\nenum OrganizationKind {\n  COMPANY\n}",
    "enum OrganizationKind",
  ),
  ownership(
    "F19 a member for another's union",
    "type Query {\n  evil_party: Party\n}\nunion Party = evil_Thing\ntype evil_Thing {\n  x: Int\n}",
    "union Party",
  ),
  ownership(
    "F19 a type that implements another's interface",
    "type Query {\n  evil_thing: evil_Thing\n}\ninterface Dated {\n  since: String\n}\ntype evil_Thing implements Dated {\n  since: String\n}",
    "interface Dated",
  ),
  ownership(
    "F19 another's entity as an interface's object",
    'interface evil_Own @key(fields: "id") {\n  id: ID!\n}\ntype Team implements evil_Own @key(fields: "id") {\n  id: ID!\n  evil_x: Int\n}',
    "type Team implements",
  ),
  ownership(
    "F19 @interfaceObject",
    'type evil_Media @key(fields: "id") @interfaceObject {\n  id: ID!\n  evil_x: Int\n}',
    "@interfaceObject",
    false,
  ),
  {
    name: "F20 @requires of a private field",
    sdl: linked(`${STUB}  email: String @external\n  evil_x: Int @requires(fields: "email")\n}`),
    code: "DATA_FLOW",
    at: '@requires(fields: "email")',
    composes: true,
  },
  {
    name: "F20 @requires of what hangs on who asks",
    sdl: linked(`${STUB}  drafts: Int @external\n  evil_x: Int @requires(fields: "drafts")\n}`),
    code: "DATA_FLOW",
    at: '@requires(fields: "drafts")',
    composes: true,
  },
  {
    name: "F20 @requires of a private field by way of a type of the agency's own",
    sdl: linked(
      `type evil_Thing @key(fields: "id") {\n  id: ID!\n  team: Team @external\n  x: Int @requires(fields: "team { email }")\n}\n${STUB}  email: String @external\n}`,
    ),
    code: "DATA_FLOW",
    at: '@requires(fields: "team { email }")',
    composes: false,
  },
  ownership(
    "F20 @provides of another's field",
    `type Query {\n  evil_team: Team @provides(fields: "mandate")\n}\n${STUB}  mandate: String @external\n}`,
    "@provides",
    false,
  ),
  ...["@authenticated", "@requiresScopes", "@policy", "@context", "@fromContext", "@cacheTag", "@composeDirective"].map((name) =>
    directive(
      `F22 ${name} imported`,
      linked(`${STUB}  evil_x: Int\n}`, `"@key", "${name}"`, "v2.9"),
      "extend schema",
      name !== "@cacheTag",
    ),
  ),
  directive(
    "F22 @authenticated by its whole name",
    linked(`${STUB}  evil_x: Int @federation__authenticated\n}`, '"@key"'),
    "@federation__authenticated",
  ),
  directive(
    "F22 a connector",
    `${linked(`${STUB}  evil_x: Int\n}`)}extend schema @link(url: "https://specs.apollo.dev/connect/v0.1", import: ["@connect", "@source"]) @source(name: "x", http: { baseURL: "http://169.254.169.254/" })\n`,
    '@link(url: "https://specs.apollo.dev/connect',
  ),
  directive("F23 a version of federation that isn't known", linked(`${STUB}  evil_x: Int\n}`, '"@key"', "v2.99"), "extend schema", false),
  directive(
    "F23 a specification with a purpose",
    `${linked(`${STUB}  evil_x: Int\n}`)}extend schema @link(url: "https://evil.example/v1.0", for: SECURITY)\n`,
    '@link(url: "https://evil',
    false,
  ),
  directive(
    "F23 a link under another name",
    `schema @link(url: "https://specs.apollo.dev/link/v1.0", as: "borrow") @borrow(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"]) { query: Query }\ntype Query { evil_x: Int }`,
    "schema @link",
    false,
  ),
  ownership("F24 a root of mutations", `${STUB}  evil_x: Int\n}\ntype Mutation {\n  evil_do: Int\n}`, "type Mutation"),
  ownership(
    "F24 a root of mutations under another name",
    `schema { query: Query mutation: evil_M }\ntype Query {\n  evil_x: Int\n}\ntype evil_M {\n  evil_do: Int\n}`,
    "schema { query",
  ),
  ownership("F24 a root of subscriptions", `${STUB}  evil_x: Int\n}\ntype Subscription {\n  evil_do: Int\n}`, "type Subscription"),
  directive(
    "F26 @composeDirective with script",
    `${linked(`${STUB}  evil_x: Int @evil(text: "<script>alert(1)</script>")\n}\ndirective @evil(text: String) on FIELD_DEFINITION`, '"@key", "@composeDirective"')}extend schema @link(url: "https://evil.example/evil/v1.0", import: ["@evil"]) @composeDirective(name: "@evil")\n`,
    "extend schema",
  ),
  directive("F26 a directive of the agency's own", linked(`${STUB}  evil_x: Int @evil\n}\ndirective @evil on FIELD_DEFINITION`), "@evil"),
  ownership(
    "T42 a name that means something to JavaScript",
    `type Query {\n  evil_thing: evil_Thing\n}\ntype evil_Thing {\n  constructor: String\n}`,
    "constructor: String",
  ),
  ownership("T42 a name of federation's", `type Query {\n  evil_thing: Int\n}\ntype federation__X {\n  x: Int\n}`, "type federation__X"),
  ownership("a root list under the hub's name", `type Query {\n  organizations: [Int] @shareable\n}`, "organizations: [Int]", false),
  ownership("a root field without the prefix", `type Query {\n  surprises: Int\n}`, "surprises: Int"),
  ownership("a type without the prefix", `type Query {\n  evil_thing: Thing\n}\ntype Thing {\n  x: Int\n}`, "type Thing"),
  ownership("a field without the prefix", `${STUB}  staff: Int\n}`, "staff: Int"),
  ownership("a field that can't be null at a type of another's", `${STUB}  evil_x: Int!\n}`, "evil_x: Int!"),
  ownership("a root field that can't be null", `type Query {\n  evil_x: Int!\n}`, "evil_x: Int!"),
  ownership("a field on a type that takes none", 'type Instrument @key(fields: "id") {\n  id: ID!\n  evil_x: Int\n}', "evil_x: Int"),
  ownership("a name that begins like another agency's", `type Query {\n  nordlys_x: Int\n}`, "nordlys_x: Int"),
];
