import { checkedText } from "@actionline/kit/checked-text";
import { hubError } from "@actionline/kit/hub-error";
import type { AgencyRecord, SourceRecord } from "@actionline/schema/hub-records";
import { checkedMapping } from "../feed/mapped/mapping-file";
import type { DeclareSourceInput } from "./declare-source";

/** Sources that the hub reads otherwise: an agency's own server at the address it published, and what an agency sends. */
const READ_OTHERWISE: ReadonlySet<string> = new Set(["hosted", "pushed"]);
const SOURCE_ID = /^([a-z0-9][a-z0-9-]{0,62})\/([a-z0-9][a-z0-9._-]{0,62})$/;
const [MOST_NAME, MOST_LICENCE, MOST_CAVEAT, MOST_MAPPING] = [200, 300, 500, 100_000];
const LONGEST_PERIOD = 3_660;

/** The agency that a source's id names; refuses what is no id of a source that can be declared. */
export function agencyOfSource(id: string): string {
  const [, agency, name] = SOURCE_ID.exec(id) ?? [];
  if (agency === undefined || name === undefined) {
    throw hubError("BAD_INPUT", "A source's id is agency/name in small letters, digits and hyphens, such as meridian/projects.");
  }
  if (READ_OTHERWISE.has(name)) {
    throw hubError("BAD_INPUT", `The hub knows by itself where it reads ${id}; declare a source under another name.`);
  }
  return agency;
}

/** What was declared, over what stood before. */
export function declaredRecord(
  {
    input,
    agency,
    address,
    declaredBy,
  }: {
    readonly input: DeclareSourceInput;
    readonly agency: AgencyRecord;
    readonly address: string | null;
    readonly declaredBy: string;
  },
  before: SourceRecord | null,
): SourceRecord {
  const { source: id, hub, name, format, frequencyDays, licence, caveat } = input;
  const mapping = input.mapping == null ? before?.mapping : mappingOf(input.mapping);
  const isHub = hub ?? before?.hub ?? false;
  const record: SourceRecord = {
    id,
    agency: agency.id,
    name: name == null ? (before?.name ?? missing("name", "a new source needs its name")) : checkedText(name, MOST_NAME, "the name"),
    format: format ?? before?.format ?? "CONTRACT",
    mode: before?.mode ?? "MIRRORED",
    frequencyDays: frequencyDays === undefined ? (before?.frequencyDays ?? null) : checkedPeriod(frequencyDays),
    licence: licence == null ? (before?.licence ?? agency.licence) : checkedText(licence, MOST_LICENCE, "the licence"),
    caveat: caveat === undefined ? (before?.caveat ?? null) : caveat === null ? null : checkedText(caveat, MOST_CAVEAT, "the caveat"),
    ...(address !== null && { address }),
    ...(isHub && { hub: true }),
    ...(mapping !== undefined && { mapping }),
    declaredBy,
  };
  if ((record.format === "CSV" || record.format === "JSON") && mapping === undefined) missing("mapping", "CSV and JSON need one");
  if (isHub && record.format !== "CONTRACT") missing("format", "a hub serves the contract: CONTRACT");
  return record;
}

function mappingOf(text: string): SourceRecord["mapping"] {
  if (text.length > MOST_MAPPING) throw hubError("BAD_INPUT", `A mapping takes at most ${MOST_MAPPING} characters.`);
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    throw hubError("BAD_INPUT", "The mapping isn't JSON; send the text of the mapping file as it is.");
  }
  return checkedMapping(given, "the mapping");
}

function checkedPeriod(days: number | null): number | null {
  if (days === null || (days >= 1 && days <= LONGEST_PERIOD)) return days;
  throw hubError("BAD_INPUT", `frequencyDays is 1 to ${LONGEST_PERIOD}, or null where none is promised.`);
}

function missing(field: string, why: string): never {
  throw hubError("BAD_INPUT", `Give ${field}: ${why}.`);
}
