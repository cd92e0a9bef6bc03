/** A question that the hub's own pages offer to try. */
export interface ExampleQuestion {
  readonly title: string;
  readonly query: string;
}

/** What an operator may set. Each limit is checked before the work it bounds is done. */
export interface GatewaySettings {
  /** The hub's name on its own pages. */
  readonly name: string;
  /** What has to be said wherever the hub's figures are shown; it stands on the front page. */
  readonly notice: string | null;
  /** Questions offered on the front page and in GraphiQL. */
  readonly examples: readonly ExampleQuestion[];
  /** Sites whose pages may ask the hub from a browser, such as "https://dashboard.example.org"; none by default. */
  readonly corsOrigins: readonly string[];

  /** Bytes of a request's body. */
  readonly bodyBytes: number;
  /** Words and signs of a document. */
  readonly tokens: number;
  /** Levels of fields, counted through fragments. */
  readonly depth: number;
  /** Levels below `__schema` and `__type`: what GraphiQL asks takes 15. */
  readonly introspectionDepth: number;
  /** Fields once every fragment is written out where it is used. */
  readonly fields: number;
  /** Aliases of a whole document. */
  readonly aliases: number;
  /** Fields at the top of an operation. */
  readonly rootFields: number;
  /** Directives of a whole document. */
  readonly directives: number;
  /** Items of one list in an argument or a variable. */
  readonly listItems: number;
  /** Lists and objects within one another in an argument or a variable. */
  readonly valueDepth: number;
  /** Records that an operation could return, page sizes multiplied. */
  readonly nodes: number;
  /** How many records a list without pages is taken to hold. */
  readonly listSize: number;
  /** Query plans compared before the best so far is taken. */
  readonly evaluatedPlans: number;
  /** Errors told in one answer. */
  readonly errors: number;

  /** Milliseconds from a request's arrival to its answer. */
  readonly requestMs: number;
  /** Milliseconds a client has to send its headers. */
  readonly headersMs: number;
  /** Milliseconds a client has to send its whole request. */
  readonly bodyMs: number;
  /** Milliseconds that running requests have to finish once the hub is told to stop. */
  readonly graceMs: number;

  /** Mebibytes of query plans kept. */
  readonly planStoreMiB: number;
  /** Parsed documents kept for each subgraph. */
  readonly parsedDocuments: number;
}

/** The documented defaults; SECURITY.md section 2.1 tells what they were measured against. */
export const DEFAULT_SETTINGS: GatewaySettings = {
  name: "Actionline",
  notice: null,
  examples: [],
  corsOrigins: [],
  bodyBytes: 100_000,
  tokens: 2_000,
  depth: 12,
  introspectionDepth: 16,
  fields: 1_000,
  aliases: 30,
  rootFields: 10,
  directives: 50,
  listItems: 500,
  valueDepth: 16,
  nodes: 20_000,
  listSize: 10,
  evaluatedPlans: 100,
  errors: 20,
  requestMs: 10_000,
  headersMs: 5_000,
  bodyMs: 10_000,
  graceMs: 10_000,
  planStoreMiB: 10,
  parsedDocuments: 500,
};
