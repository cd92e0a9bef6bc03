import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ErrorObject, ValidateFunction } from "ajv";
import Ajv2020 from "ajv/dist/2020";
import addFormats from "ajv-formats";
import type { ContractRecord } from "../contract/records";
import { pointerTo } from "./excerpt";
import type { Findings, RecordKind } from "./finding";
import type { RuleName } from "./rules";

const SCHEMA_OF_KIND: Readonly<Record<RecordKind, string>> = {
  ACTIVITY: "activity",
  BUDGET: "budget",
  SCOPE: "scope",
  OUTPUT: "output",
  ORGANISATION: "organisation",
  ENTITY: "entity",
};

export const RECORD_KINDS = Object.keys(SCHEMA_OF_KIND) as readonly RecordKind[];

/** The rule for a failing keyword, where the part of the contract it stands in has no rule of its own. */
const RULE_OF_KEYWORD: Readonly<Record<string, RuleName>> = {
  type: "SHAPE_TYPE",
  enum: "VALUE_NOT_IN_LIST",
  const: "VALUE_NOT_IN_LIST",
  pattern: "SHAPE_FORM",
  minimum: "NUMBER_OUT_OF_RANGE",
  maximum: "NUMBER_OUT_OF_RANGE",
  minLength: "TEXT_TOO_SHORT",
  maxLength: "TEXT_TOO_LONG",
  minItems: "LIST_EMPTY",
  maxItems: "LIST_TOO_LONG",
  format: "DATE_IMPOSSIBLE",
  required: "REQUIRED_MISSING",
  additionalProperties: "UNKNOWN_FIELD",
};

/** Parts of the contract with a rule of their own, whichever of their keywords fails. */
const RULE_OF_DEFINITION: Readonly<Record<string, RuleName>> = {
  HubId: "ID_NOT_A_HUB_ID",
  EntityId: "ENTITY_ID_WRONG",
  CalendarDate: "DATE_IMPOSSIBLE",
  Decimal: "AMOUNT_NOT_A_NUMBER",
  WebAddress: "WEB_ADDRESS_UNUSABLE",
};

/** The contract's JSON Schemas, compiled one for each kind, so that a message speaks of that kind alone. */
export class SchemaCheck {
  readonly #validators: ReadonlyMap<RecordKind, ValidateFunction<ContractRecord>>;
  readonly #isHubId: ValidateFunction<string>;
  readonly #isEntityId: ValidateFunction<string>;

  constructor() {
    const ajv = new Ajv2020({ allErrors: true, verbose: true, strict: true });
    addFormats(ajv, ["date", "date-time"]);
    const common = readSchema("common");
    ajv.addSchema(common);
    this.#validators = new Map(RECORD_KINDS.map((kind) => [kind, ajv.compile<ContractRecord>(readSchema(SCHEMA_OF_KIND[kind]))]));
    this.#isHubId = ajv.compile<string>({ $ref: `${common.$id}#/$defs/HubId` });
    this.#isEntityId = ajv.compile<string>({ $ref: `${common.$id}#/$defs/EntityId` });
  }

  isHubId(value: unknown): value is string {
    return this.#isHubId(value);
  }

  /** Of a record, or of the values that an agency keeps of its own fields. */
  isId(value: unknown): value is string {
    return this.#isHubId(value) || this.#isEntityId(value);
  }

  /** The value as a record of its kind, or null with what is wrong noted. */
  check(kind: RecordKind, value: unknown, findings: Findings): ContractRecord | null {
    const validate = this.#validators.get(kind);
    if (validate === undefined) throw new Error(`No schema was compiled for ${kind}.`);
    if (validate(value)) return value;
    for (const mistake of validate.errors ?? []) noteMistake(mistake, findings);
    return null;
  }
}

function noteMistake(mistake: ErrorObject, findings: Findings): void {
  const definition = /#\/\$defs\/([A-Za-z]+)\//.exec(mistake.schemaPath)?.[1] ?? "";
  const rule = RULE_OF_DEFINITION[definition] ?? RULE_OF_KEYWORD[mistake.keyword];
  if (rule === undefined) throw new Error(`The contract's schemas use the keyword ${mistake.keyword}, which has no rule.`);
  const field: unknown = mistake.params.missingProperty ?? mistake.params.additionalProperty;
  if (typeof field !== "string") findings.note(rule, mistake.instancePath, mistake.data);
  else findings.note(rule, `${mistake.instancePath}${pointerTo([field])}`, fieldOf(mistake.data, field));
}

function fieldOf(parent: unknown, field: string): unknown {
  const isObject = typeof parent === "object" && parent !== null && Object.hasOwn(parent, field);
  return isObject ? (parent as Readonly<Record<string, unknown>>)[field] : undefined;
}

function readSchema(name: string): { readonly $id: string } {
  // From src and from dist alike, the contract lies two folders up.
  return JSON.parse(readFileSync(join(__dirname, "../../contract", `${name}.schema.json`), "utf8"));
}
