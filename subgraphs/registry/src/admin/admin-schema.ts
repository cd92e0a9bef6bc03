/** What publishers and the secretariat ask of the registry; a graph of its own, apart from what users see. */
export const ADMIN_SDL = `
type Query {
  "What would become of a schema if it were published; nothing is changed."
  check(agency: ID!, sdl: String!, url: String): PublishResult!
  "An agency's publishes, the latest first."
  history(agency: ID!): [Publish!]!
  "The supergraph in force."
  supergraph: Supergraph!
  "Addresses that wait for the secretariat's word."
  waitingHosts: [WaitingHost!]!
  "What is or was wrong with agencies' subgraphs and their servers, the latest first; one agency's for its publisher, everybody's for the secretariat."
  troubles(agency: ID): [Trouble!]!
  "A dry run: how far it is, and what it found."
  dryRun(id: ID!): DryRun
}

type Mutation {
  "Lets a body report; for the secretariat. Its publisher's token is told this once; asked again, it gives another one beside it."
  admitAgency(input: AdmitAgencyInput!): AdmittedAgency!
  "Publishes a schema; what is wrong with it is told in the result."
  publish(input: PublishInput!): PublishResult!
  "Takes an agency's subgraph out of the graph."
  unpublish(agency: ID!): PublishResult!
  "Publishes an earlier schema of an agency once more."
  rollback(agency: ID!, publish: Int!): PublishResult!
  "Begins to find out what records would do to the hub's; schemas are admitted meanwhile."
  dryRun(agency: ID!, name: String!, format: DryRunFormat!, content: String!): DryRun!
  """
  Allows another agency to do to one element what otherwise its owner alone may. Of the hub's, the secretariat may allow the
  act subscribe on the element Subscription: the agency may then have subscriptions of its own, over server-sent events.
  """
  grantConsent(owner: ID!, agency: ID!, element: String!, act: String!, until: String): Consent!
  "Takes such a leave back, and what was admitted by it."
  revokeConsent(id: ID!): [Quarantined!]!
  "Lets the hub call a host for an agency; a publish that waited for it goes on, and its result is told."
  approveHost(agency: ID!, host: String!): PublishResult
  "Notes the Ed25519 key, as PEM, that an agency signs every publish by from now on."
  registerKey(agency: ID!, keyId: ID!, publicKey: String!): Boolean!
  "Ends a key."
  revokeKey(agency: ID!, keyId: ID!): Boolean!
}

input AdmitAgencyInput {
  "Its short name in the hub, which every id of its records begins with: small letters, digits and single hyphens."
  id: ID!
  "Its name, written out."
  name: String!
  "The organization that it is, as the hub knows it."
  organization: ID!
  "The licence of what it publishes."
  licence: String
  "Where to write about its data: a desk, never a person."
  contactDesk: String
}

type AdmittedAgency {
  agency: ID!
  "Sent as a bearer token; the hub keeps its hash alone."
  token: String!
}

input PublishInput {
  agency: ID!
  sdl: String!
  "Where the agency's own server answers; left out, the hub's mirror answers alone."
  url: String
  "Under one key a publish takes effect once."
  idempotencyKey: String
  "The base told by the last publish: one that came between is then told."
  base: String
  "This publish's number, one more than the last one's."
  sequence: Int
  signature: PublishSignature
  "Publishes what takes back fields that are asked for."
  force: Boolean
}

"Ed25519 over the canonical JSON of agency, sequence, base, sdlHash, url and expires."
input PublishSignature {
  keyId: ID!
  "Base64."
  value: String!
  "An instant, at most a day ahead."
  expires: String!
}

enum PublishState {
  "Served from now on."
  ADMITTED
  "Served already."
  UNCHANGED
  "Waits for somebody's word; the problems say whose."
  HELD
  "Nothing was changed; the problems say why."
  REFUSED
}

type PublishResult {
  state: PublishState!
  "The number of the agency's publish that stands now."
  publish: Int
  "The base of the next publish."
  base: String
  supergraph: SupergraphName!
  problems: [Problem!]!
  "What doesn't stand in the way."
  warnings: [Problem!]!
  "What the mirror can't answer while the agency's server is away."
  notMirrored: [String!]!
  "Others whose schemas stood in the way of what isn't theirs."
  quarantined: [Quarantined!]!
}

type SupergraphName {
  number: Int!
  hash: String!
}

type Supergraph {
  number: Int!
  hash: String!
  sdl: String!
  at: String!
  subgraphs: [Subgraph!]!
}

type Subgraph {
  name: String!
  "Left out for the hub's own."
  agency: ID
  sdlHash: String!
}

"One thing that is wrong: where it stands, and what to do."
type Problem {
  code: String!
  message: String!
  "Whose text the line is of."
  subgraph: String
  line: Int
  column: Int
  howToFix: String!
}

type Quarantined {
  agency: ID!
  reason: String!
}

type Publish {
  publish: Int!
  sdl: String!
  sdlHash: String!
  url: String
  by: ID
  "Why it isn't served as published."
  quarantined: String
  consents: [ID!]!
  rollbackOf: Int
  "The sequences of the log that it holds between."
  from: Float!
  to: Float
}

type Consent {
  id: ID!
}

type WaitingHost {
  agency: ID!
  host: String!
  at: String!
}

enum TroubleKind {
  "The server serves another schema than was published: what differs is answered by the mirror, or is null."
  SCHEMA_DRIFT
  "The server's answers were against its contract: the mirror answers in its place for a while."
  QUARANTINE
  "What was published doesn't fit any more and isn't served: an earlier text is, or none."
  PUT_BACK
}

type Trouble {
  agency: ID!
  kind: TroubleKind!
  since: String!
  "When it is or was over; left out while it lasts and nobody can tell."
  until: String
  reason: String!
}

enum DryRunFormat {
  "Records of the contract, one a line."
  CONTRACT
  "IATI 2.03."
  IATI_2_03
}

enum DryRunState {
  RUNNING
  DONE
  FAILED
}

"What records would do to those that the hub holds."
type DryRun {
  id: ID!
  state: DryRunState!
  "Why it failed, in a sentence."
  reason: String
  effect: Effect
}

type Effect {
  read: Int!
  accepted: Int!
  refused: Int!
  added: Int!
  changed: Int!
  deleted: Int!
  "Deleted ones that came back under another id, as far as their content tells."
  reidentified: Int!
  "Cells of the plan that would turn; null where too many others report under the same action lines for it to be worked out here."
  cells: CellsEffect
  overlaps: OverlapsEffect!
  "What the agency's amounts come to, by measure and currency; those that stay aren't told."
  money: [MoneyChange!]!
  issues: [EffectIssue!]!
}

"Cells by item, region and year, as anybody may see them."
type CellsEffect {
  "The first year looked at."
  from: Int!
  "The last one."
  to: Int!
  "Cells whose state would be another one."
  turned: Int!
  "Of these, cells in which something would be reported that was without."
  filled: Int!
  "Of these, cells in which nothing would be reported any more."
  opened: Int!
  "The first 50 of them."
  cells: [TurnedCell!]!
}

type TurnedCell {
  item: ID!
  place: ID!
  year: Int!
  from: String!
  to: String!
}

"Pairs with the records that would change; what they are compared with is bounded."
type OverlapsEffect {
  "Pairs that would be found to overlap and weren't before."
  found: Int!
  "Pairs that wouldn't be found any more."
  ended: Int!
  "The first 50 of those found."
  pairs: [OverlapPair!]!
  "Activities of others that they were compared with, beside the agency's own."
  comparedWith: Int!
  "Whether these are all that the hub has; else those under the same action lines, 20,000 at most."
  comparedWithAll: Boolean!
}

type OverlapPair {
  one: ID!
  other: ID!
  level: String!
}

type MoneyChange {
  measure: String!
  currency: String!
  before: String!
  after: String!
  delta: String!
}

type EffectIssue {
  rule: String!
  severity: String!
  count: Int!
  howToFix: String!
}
`;
