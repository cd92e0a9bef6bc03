import { readFile } from "node:fs/promises";
import type { HubIdentity } from "@actionline/agencies/served/hub-identity";
import { DEFAULT_POLICY } from "@actionline/gateway/agencies/agency-policy";
import { DEFAULT_SETTINGS, type ExampleQuestion, type GatewaySettings } from "@actionline/gateway/settings";
import type { NoticeSettings } from "@actionline/notices/notice-settings";
import { canPublish } from "@actionline/schema/agency-names";
import { noticeSettings } from "./notice-settings-file";

/** An operator's settings: of the gateway, of notices under "notices", and who the hub is to other hubs under "hub". */
export interface HubSettings {
  readonly identity: Partial<HubIdentity>;
  readonly gateway: Partial<GatewaySettings>;
  readonly notices: Partial<NoticeSettings>;
}

type Name = keyof GatewaySettings;

/** Reads an operator's settings: a JSON object of some of them, every one checked before the hub starts. */
export async function readSettings(file: string): Promise<HubSettings> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw new Error(
      error.code === "ENOENT" ? `There is no settings file ${file}.` : `The settings file ${file} can't be read (${error.code}).`,
    );
  });
  const { notices = {}, hub = {}, ...gateway } = parsed(text, file);
  return { identity: checkedIdentity(hub, file), gateway: checkedSettings(gateway, file), notices: await noticeSettings(notices, file) };
}

function checkedIdentity(given: unknown, file: string): Partial<HubIdentity> {
  const facts = (given ?? {}) as Readonly<Record<string, unknown>>;
  for (const [name, value] of Object.entries(facts)) {
    if (!["id", "name", "licence", "contactDesk"].includes(name)) throw new Error(`${file} has "hub.${name}", which is no setting.`);
    const isRight = name === "id" ? typeof value === "string" && canPublish(value) : words(value) === null;
    if (!isRight)
      throw new Error(
        `${file}: "hub.${name}" has to be ${name === "id" ? 'a short name such as "north-hub"' : "a text that isn't empty"}.`,
      );
  }
  return facts;
}

function parsed(text: string, file: string): { readonly notices?: unknown; readonly hub?: unknown } {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Told below, as what is JSON and no object is.
  }
  throw new Error(`The settings file ${file} isn't a JSON object, such as {"requestMs": 20000}.`);
}

function checkedSettings(given: object, file: string): Partial<GatewaySettings> {
  for (const [name, value] of Object.entries(given)) {
    if (!isName(name)) {
      throw new Error(
        `${file} has "${name}", which is no setting; there are: ${[...Object.keys(DEFAULT_SETTINGS), "notices", "hub"].join(", ")}.`,
      );
    }
    const wanted = CHECKS[name](value);
    if (wanted !== null)
      throw new Error(`${file}: "${name}" has to be ${wanted}; its default is ${JSON.stringify(DEFAULT_SETTINGS[name])}.`);
  }
  const { headersMs, bodyMs }: GatewaySettings = { ...DEFAULT_SETTINGS, ...given };
  // A request's headers are part of it.
  if (headersMs > bodyMs) throw new Error(`${file}: "headersMs" (${headersMs}) can't be more than "bodyMs" (${bodyMs}).`);
  return given;
}

const isName = (name: string): name is Name => Object.hasOwn(DEFAULT_SETTINGS, name);

/** Null where the value will do; otherwise what it has to be. */
type Check = (value: unknown) => string | null;

/** As much as a timer takes; a longer wait would be none. */
const MOST = 2_147_483_647;

const number: Check = (value) =>
  typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= MOST ? null : `a whole number from 1 to ${MOST}`;
const numberOrNone: Check = (value) => (value === 0 || number(value) === null ? null : `a whole number from 0 to ${MOST}`);
const flag: Check = (value) => (typeof value === "boolean" ? null : "true or false");
const words: Check = (value) => (typeof value === "string" && value.trim() !== "" ? null : "a text that isn't empty");

const oneOf =
  (...values: readonly string[]): Check =>
  (value) =>
    values.some((each) => each === value) ? null : values.map((each) => JSON.stringify(each)).join(" or ");

const CHECKS: Readonly<Record<Name, Check>> = {
  name: words,
  notice: (value) => (value === null || words(value) === null ? null : "a text that isn't empty, or null"),
  sandbox: flag,
  examples: (value) => (Array.isArray(value) && value.every(isExample) ? null : 'a list of {"title": "…", "query": "…"}'),
  corsOrigins: (value) =>
    Array.isArray(value) && value.every(isOrigin) ? null : 'a list of origins, such as ["https://dashboard.example.org"]',
  engine: oneOf("own", "apollo"),
  front: oneOf("plain", "apollo"),
  reader: oneOf("own", "node"),
  trustedDocuments: oneOf("off", "allow", "only"),
  trustedDocumentsFrom: (value) => (value === null || words(value) === null ? null : "the path of a folder or a file, or null"),
  automaticDocumentBytes: numberOrNone,
  bodyBytes: number,
  batch: numberOrNone,
  tokens: number,
  depth: number,
  introspectionDepth: number,
  fields: number,
  aliases: number,
  rootFields: number,
  directives: number,
  listItems: number,
  valueDepth: number,
  nodes: number,
  listSize: number,
  cost: oneOf("off", "measure", "enforce"),
  costMost: number,
  denied: oneOf("LEFT_OUT", "REFUSED"),
  evaluatedPlans: number,
  errors: number,
  requestMs: number,
  headersMs: number,
  bodyMs: number,
  sendMs: number,
  connections: number,
  connectionsPerAddress: number,
  requestsAtOnce: number,
  streamsPerClient: number,
  streamEventsPerSecond: number,
  streamMs: number,
  streamCheckMs: number,
  streamHeartbeatMs: number,
  graceMs: number,
  metrics: oneOf("local", "open", "off"),
  otlpUrl: (value) => (value === null || isHttpUrl(value) ? null : 'an address such as "http://127.0.0.1:4318/v1/traces", or null'),
  slowMs: number,
  answerCacheMiB: numberOrNone,
  cacheSeconds: (value) => (isSecondsByName(value) ? null : 'seconds by subgraph, such as {"plan": 60}'),
  publicUrl: (value) => (value === null || isOrigin(value) ? null : 'an address such as "https://hub.example.org", or null'),
  allowLocalAgencies: flag,
  driftMs: number,
  shareQuestions: flag,
  agencies: (value) => (isPolicies(value) ? null : `policies by agency, of ${Object.keys(DEFAULT_POLICY).join(", ")}`),
  planStoreMiB: number,
  parsedDocuments: number,
};

function isExample(value: unknown): value is ExampleQuestion {
  if (typeof value !== "object" || value === null || !("title" in value) || !("query" in value)) return false;
  return words(value.title) === null && words(value.query) === null && Object.keys(value).length === 2;
}

function isHttpUrl(value: unknown): boolean {
  return typeof value === "string" && /^https?:/.test(value) && URL.canParse(value);
}

function isSecondsByName(value: unknown): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((seconds) => numberOrNone(seconds) === null);
}

function isOrigin(value: unknown): boolean {
  if (typeof value !== "string" || !/^https?:/.test(value) || !URL.canParse(value)) return false;
  return new URL(value).origin === value;
}

/** What lists of policies hold; where none is the usual, it is a list all the same. */
function isPolicies(value: unknown): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((policy: unknown) => {
    if (typeof policy !== "object" || policy === null) return false;
    return Object.entries(policy).every(([name, each]) => isPolicyValue(name, each));
  });
}

function isPolicyValue(name: string, value: unknown): boolean {
  const usual = Object.entries(DEFAULT_POLICY).find(([known]) => known === name);
  if (usual === undefined) return false;
  if (value === null) return usual[1] === null;
  if (typeof usual[1] === "number") return number(value) === null;
  if (typeof usual[1] === "boolean") return typeof value === "boolean";
  if (name === "authority") return typeof value === "string";
  return Array.isArray(value) && value.every((each) => typeof each === (name === "ports" ? "number" : "string"));
}
