import type { AgencyPolicy } from "./agencies/agency-policy";

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
  /** Whether its records are on trial: each answer then says so. A hub over a sandbox sets it by itself. */
  readonly sandbox: boolean;
  /** Questions offered on the front page and in GraphiQL. */
  readonly examples: readonly ExampleQuestion[];
  /** Sites whose pages may ask the hub from a browser, such as "https://dashboard.example.org"; none by default. */
  readonly corsOrigins: readonly string[];

  /** What answers: "own", the hub's engine, or "apollo", the stock gateway, which is slower and knows less. */
  readonly engine: "own" | "apollo";
  /** What questions pass through: "plain", or "apollo", Apollo Server and its plugins. The stock gateway needs the second. */
  readonly front: "plain" | "apollo";
  /** What reads requests: "own", the hub's own strict reader where a question comes whole and plain and Node's for all else, or "node" alone. */
  readonly reader: "own" | "node";

  /** Documents that were registered: "off", "allow" them beside others, or "only" them. */
  readonly trustedDocuments: "off" | "allow" | "only";
  /** Where they are: a folder of .graphql files, or a JSON file of texts by id or by hash, or a manifest of Apollo's. */
  readonly trustedDocumentsFrom: string | null;
  /** Bytes of documents that clients may register by themselves, by hash; 0 for none. */
  readonly automaticDocumentBytes: number;

  /** Bytes of a request's body. */
  readonly bodyBytes: number;
  /** Questions that one request may hold as a list; 0 for none but one by itself. */
  readonly batch: number;
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
  /** Costs by `@cost` and `@listSize`: told in `extensions.cost` in place of counted records, and refused above `costMost`; or neither. */
  readonly cost: "off" | "measure" | "enforce";
  /** What a question may cost at most, where costs are enforced. */
  readonly costMost: number;
  /** Of a question that asks for something denied: the rest, with null in its place, or nothing. */
  readonly denied: "LEFT_OUT" | "REFUSED";
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
  /** Milliseconds a client has to take an answer once it is made. */
  readonly sendMs: number;
  /** Connections open at once. */
  readonly connections: number;
  /** Connections open at once from one address; behind a proxy all come from one. */
  readonly connectionsPerAddress: number;
  /** Requests of one connection that are answered at once: a client that sends more without waiting is closed. */
  readonly requestsAtOnce: number;
  /** Streams that one client may have open: subscriptions, whichever way they come. */
  readonly streamsPerClient: number;
  /** Answers sent on a stream in a second; those that come faster wait. */
  readonly streamEventsPerSecond: number;
  /** Milliseconds that a stream may last. */
  readonly streamMs: number;
  /** Milliseconds between looks whether the token that a stream was opened with still holds. */
  readonly streamCheckMs: number;
  /** Milliseconds between the signs of life that are sent on a stream. */
  readonly streamHeartbeatMs: number;
  /** Milliseconds that running requests have to finish once the hub is told to stop. */
  readonly graceMs: number;

  /** Who may read the figures at /metrics: "local" for programs on this machine, "open" for everyone, "off" for nobody. */
  readonly metrics: "local" | "open" | "off";
  /** Where traces are sent: an OTLP collector's address, such as "http://127.0.0.1:4318/v1/traces". */
  readonly otlpUrl: string | null;
  /** Milliseconds from which on an operation is noted in the log as slow. */
  readonly slowMs: number;

  /** Mebibytes of whole answers kept for those who ask the same; 0 keeps none. */
  readonly answerCacheMiB: number;
  /** Seconds that a subgraph's answers may be kept where neither the schema nor the subgraph says, such as {"plan": 60}. */
  readonly cacheSeconds: Readonly<Record<string, number>>;

  /** The hub's own address, such as "https://hub.example.org": agencies are told who asks them, and find the hub's key there. */
  readonly publicUrl: string | null;
  /** Lets agencies' servers run on this machine, by http too; on by itself over the demonstration set alone, since the hub then reads what else listens there. */
  readonly allowLocalAgencies: boolean;
  /** Milliseconds between two looks at whether an agency's own server still serves the schema that was published. */
  readonly driftMs: number;
  /** Whether a question that several requests put to an agency's server at once is asked once: nothing of who asks goes with it. */
  readonly shareQuestions: boolean;
  /** What single agencies' servers may cost and where they may be asked, such as {"itu": {"wholeMs": 2000}}; "*" for all. */
  readonly agencies: Readonly<Record<string, Partial<AgencyPolicy>>>;

  /** Mebibytes of query plans kept. */
  readonly planStoreMiB: number;
  /** Parsed documents kept for each subgraph. */
  readonly parsedDocuments: number;
}

/** The documented defaults; SECURITY.md section 2.1 tells what they were measured against. */
export const DEFAULT_SETTINGS: GatewaySettings = {
  name: "Actionline",
  notice: null,
  sandbox: false,
  examples: [],
  corsOrigins: [],
  engine: "own",
  front: "plain",
  reader: "own",
  trustedDocuments: "off",
  trustedDocumentsFrom: null,
  automaticDocumentBytes: 0,
  bodyBytes: 100_000,
  batch: 0,
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
  cost: "off",
  costMost: 20_000,
  denied: "LEFT_OUT",
  evaluatedPlans: 100,
  errors: 20,
  requestMs: 10_000,
  headersMs: 5_000,
  bodyMs: 10_000,
  sendMs: 30_000,
  connections: 2_000,
  connectionsPerAddress: 500,
  requestsAtOnce: 20,
  streamsPerClient: 20,
  streamEventsPerSecond: 20,
  streamMs: 3_600_000,
  streamCheckMs: 30_000,
  streamHeartbeatMs: 12_000,
  graceMs: 10_000,
  metrics: "local",
  otlpUrl: null,
  slowMs: 1_000,
  answerCacheMiB: 16,
  cacheSeconds: {},
  publicUrl: null,
  allowLocalAgencies: false,
  driftMs: 240_000,
  shareQuestions: false,
  agencies: {},
  planStoreMiB: 10,
  parsedDocuments: 500,
};
