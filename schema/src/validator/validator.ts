import { Findings, type RecordKind, type RecordVerdict } from "./finding";
import { checkHygiene } from "./hygiene";
import { checkMeaning } from "./meaning";
import { RECORD_KINDS, SchemaCheck } from "./schema-check";
import { type KnownCodes, settleCodes } from "./settle-codes";

export type { Finding, RecordKind, RecordVerdict } from "./finding";
export type { KnownCodes } from "./settle-codes";

/** The contract's validator: the same input gives the same verdict, in the hub and in an agency's own checks. */
export interface Validator {
  /** Judges one change (`{ operation, record }` or `{ operation, id }`) or one bare record; it never throws at what it is given. */
  check(change: unknown): RecordVerdict;
}

type Fields = Readonly<Record<string, unknown>>;
type Mention = Exclude<NonNullable<RecordVerdict["operation"]>, "UPSERT">;

const MOST_SUCCESSORS = 100;

/** Makes a validator that knows these codes; the contract's schemas are compiled once for it. */
export function createValidator(known: KnownCodes): Validator {
  const schemas = new SchemaCheck();
  return { check: (change) => checkChange(change, known, schemas) };
}

function checkChange(change: unknown, known: KnownCodes, schemas: SchemaCheck): RecordVerdict {
  const findings = new Findings();
  if (!isObject(change)) {
    findings.note("SHAPE_NOT_A_RECORD", "", change);
    return verdict({}, findings);
  }
  if (!Object.hasOwn(change, "operation") && !Object.hasOwn(change, "record")) return checkRecord(change, known, schemas, findings);
  const operation = own(change, "operation");
  if (operation === "UPSERT") {
    noteOtherFields(change, ["operation", "record"], findings);
    return checkRecord(own(change, "record"), known, schemas, findings);
  }
  if (operation === "DELETE" || operation === "CONFIRMED") return checkMention(change, operation, schemas, findings);
  if (operation === "MERGED_INTO" || operation === "SPLIT_INTO") return checkEnd(change, operation, schemas, findings);
  findings.note("OPERATION_UNKNOWN", "/operation", operation);
  return verdict({ id: idOf(change, schemas) ?? idOf(own(change, "record"), schemas) }, findings);
}

function checkRecord(value: unknown, known: KnownCodes, schemas: SchemaCheck, findings: Findings): RecordVerdict {
  const said = { operation: "UPSERT", id: idOf(value, schemas), kind: kindOf(value) } as const;
  if (!isObject(value)) {
    findings.note("SHAPE_NOT_A_RECORD", "", value);
    return verdict(said, findings);
  }
  const canBeRead = checkHygiene(value, findings);
  if (said.kind === null) findings.note("KIND_UNKNOWN", "/kind", own(value, "kind"));
  if (!canBeRead || said.kind === null) return verdict(said, findings);
  const record = schemas.check(said.kind, value, findings);
  if (record === null) return verdict(said, findings);
  checkMeaning(record, findings);
  return verdict({ ...said, record: settleCodes(record, known, findings) }, findings);
}

/** A DELETE or CONFIRMED names a record without giving it; its kind is welcome, since an id is unique within a kind. */
function checkMention(
  change: Fields,
  operation: Mention,
  schemas: SchemaCheck,
  findings: Findings,
  also: readonly string[] = [],
): RecordVerdict {
  noteOtherFields(change, ["operation", "id", "kind", ...also], findings);
  const id = idOf(change, schemas);
  const kind = kindOf(change);
  if (!Object.hasOwn(change, "id")) findings.note("REQUIRED_MISSING", "/id", undefined);
  else if (id === null) findings.note("ID_NOT_A_HUB_ID", "/id", change.id);
  if (Object.hasOwn(change, "kind") && kind === null) findings.note("KIND_UNKNOWN", "/kind", change.kind);
  return verdict({ operation, id, kind }, findings);
}

/** A record that went into one other, or into several. */
function checkEnd(change: Fields, operation: "MERGED_INTO" | "SPLIT_INTO", schemas: SchemaCheck, findings: Findings): RecordVerdict {
  const said = checkMention(change, operation, schemas, findings, ["into"]);
  const into = own(change, "into");
  const ids = Array.isArray(into) && into.length <= MOST_SUCCESSORS ? new Set<unknown>(into) : new Set();
  const allHubIds = [...ids].every((id) => idOf({ id }, schemas) !== null);
  const enough = operation === "MERGED_INTO" ? ids.size === 1 : ids.size >= 2;
  if (!enough || !allHubIds || ids.has(said.id)) findings.note("SUCCESSORS_WRONG", "/into", into);
  return verdict({ ...said, into: [...ids] as string[] }, findings);
}

function verdict(said: Partial<RecordVerdict>, findings: Findings): RecordVerdict {
  const accepted = !findings.refuses;
  return {
    operation: said.operation ?? null,
    id: said.id ?? null,
    kind: said.kind ?? null,
    into: accepted ? (said.into ?? []) : [],
    record: accepted ? (said.record ?? null) : null,
    accepted,
    findings: findings.found,
  };
}

function noteOtherFields(change: Fields, allowed: readonly string[], findings: Findings): void {
  for (const key of Object.keys(change)) {
    if (!allowed.includes(key)) findings.noteAt("UNKNOWN_FIELD", [key], change[key]);
  }
}

function idOf(value: unknown, schemas: SchemaCheck): string | null {
  const id = isObject(value) ? own(value, "id") : null;
  // Longer than any hub id: not worth a pattern's time.
  return typeof id === "string" && id.length <= 1_024 && schemas.isId(id) ? id : null;
}

function kindOf(value: unknown): RecordKind | null {
  const kind = isObject(value) ? own(value, "kind") : null;
  return RECORD_KINDS.find((known) => known === kind) ?? null;
}

function own(fields: Fields, key: string): unknown {
  return Object.hasOwn(fields, key) ? fields[key] : undefined;
}

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
