import { readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { hubError } from "@actionline/kit/hub-error";
import type { Appender } from "@actionline/log/appender";
import { versionsOf } from "@actionline/log/collections";
import { type Change, OPEN } from "@actionline/log/log-entry";
import type { AgencyRecord, SourceFormat, SourceRecord } from "@actionline/schema/hub-records";
import type { OrganizationRecord } from "@actionline/schema/reference-records";
import type { FeedInput } from "./feed-input";
import { findCaveat } from "./folder-caveat";
import { type IatiReporter, readIatiReporter } from "./iati/iati-reporter";
import { readMapping } from "./mapped/mapping-file";

/** A file of a folder as a source of an agency, and the organization that the agency is where the hub doesn't know it. */
export interface FileSource {
  readonly agency: AgencyRecord;
  readonly source: SourceRecord;
  readonly introduced: OrganizationRecord | null;
  readonly input: FeedInput;
}

export interface FolderSettings {
  /** Organizations that the hub knows already, to find the agency among them. */
  readonly organizations: readonly OrganizationRecord[];
  /** Said wherever the figures of these files are shown; found beside the files where none is given. */
  readonly caveat?: string | null;
  /** The one agency whose files are wanted; whatever is wrong with others' then doesn't matter. */
  readonly agency?: string;
}

const FILE_NAME = /^(.+?)\.(xml|jsonl|csv|json)(\.gz)?$/;
const MAPPING = ".mapping.json";
const FORMATS: Readonly<Record<string, SourceFormat>> = { xml: "IATI_2_03", jsonl: "CONTRACT", csv: "CSV", json: "JSON" };
const AGENCY_ID = /^[a-z0-9][a-z0-9-]{0,62}$/;
const NOT_STATED = "Not stated in the file; ask the publisher.";

/**
 * Every `.xml`, `.jsonl`, `.csv` and `.json` of a folder, packed by gzip or not, as an agency with one source; the file's name
 * is the agency's id. A CSV or JSON file needs its mapping beside it: `name.mapping.json`.
 */
export async function readFileSources(folder: string, settings: FolderSettings): Promise<FileSource[]> {
  const names = await namesIn(folder);
  const found = names.filter((name) => FILE_NAME.test(name) && !name.endsWith(MAPPING)).sort();
  if (found.length === 0) {
    throw hubError(
      "BAD_INPUT",
      "The data folder holds no file that ends in .xml, .jsonl, .csv or .json, or one of them with .gz; name a folder that does.",
    );
  }
  const caveat = settings.caveat ?? (await findCaveat(folder));
  refuseTwins(found);
  return Promise.all(ofAgency(found, settings.agency).map((name) => fileSource(join(folder, name), name, caveat, settings.organizations)));
}

/**
 * Takes agencies, sources and new organizations into the log; those that haven't changed make no entry, and what somebody declared
 * of a source stands.
 */
export async function registerFileSources(appender: Appender, sources: readonly FileSource[]): Promise<void> {
  const ids = sources.map(({ source }) => source.id);
  const standing = versionsOf(appender.db, "SOURCE").find({ subject: { $in: ids }, to: OPEN, "record.declaredBy": { $exists: true } });
  const declared = new Set(await standing.map(({ subject }) => subject).toArray());
  const changes = sources.flatMap(({ agency, source, introduced }): Change[] => [
    ...(introduced === null ? [] : [upsert("ORGANIZATION", introduced)]),
    upsert("AGENCY", agency),
    ...(declared.has(source.id) ? [] : [upsert("SOURCE", source)]),
  ]);
  await appender.append(changes);
}

function upsert<K extends "ORGANIZATION" | "AGENCY" | "SOURCE">(
  kind: K,
  record: { ORGANIZATION: OrganizationRecord; AGENCY: AgencyRecord; SOURCE: SourceRecord }[K],
): Change {
  return { kind, subject: record.id, operation: "UPSERT", owner: "hub:sources", record } as Change;
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch {
    throw hubError("BAD_INPUT", "The data folder can't be read; check that it exists and that the hub's user may read it.");
  }
}

const agencyOf = (name: string): string =>
  (FILE_NAME.exec(name)?.[1] ?? "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");

function ofAgency(names: readonly string[], agency: string | undefined): readonly string[] {
  if (agency === undefined) return names;
  const own = names.filter((name) => agencyOf(name) === agency);
  if (own.length > 0) return own;
  const known = names.map(agencyOf).join(", ");
  throw hubError("BAD_INPUT", `The data folder holds no file of "${agency}"; by their names there are files of: ${known}.`);
}

function refuseTwins(names: readonly string[]): void {
  const seen = new Map<string, string>();
  for (const name of names) {
    const agency = agencyOf(name);
    const twin = seen.get(agency);
    if (!AGENCY_ID.test(agency)) throw hubError("BAD_INPUT", `The file ${name} gives no agency name; rename it with letters or digits.`);
    if (twin !== undefined) throw hubError("BAD_INPUT", `The files ${twin} and ${name} would be the same agency; rename one of them.`);
    seen.set(agency, name);
  }
}

async function fileSource(
  file: string,
  name: string,
  caveat: string | null,
  organizations: readonly OrganizationRecord[],
): Promise<FileSource> {
  const id = agencyOf(name);
  const [, base = "", extension = ""] = FILE_NAME.exec(name) ?? [];
  const format = FORMATS[extension] ?? "CONTRACT";
  const isIati = format === "IATI_2_03";
  const mapping = format === "CSV" || format === "JSON" ? await readMapping(join(dirname(file), `${base}${MAPPING}`)) : null;
  const reporter = isIati ? await readIatiReporter(file) : null;
  const known = organizations.find((organization) => isReporter(organization, reporter, id)) ?? null;
  const introduced = known === null ? organizationOf(id, reporter) : null;
  const organization = known ?? introduced;
  const agency: AgencyRecord = {
    id,
    name: organization?.name ?? id,
    organization: organization?.id ?? id,
    licence: NOT_STATED,
    contactDesk: null,
    // A file says nothing of what it deletes: the hub compares whole files.
    deletionPolicy: "NONE",
    contractVersion: isIati ? "IATI 2.03" : "1",
    invented: false,
  };
  const source: SourceRecord = {
    id: `${id}/${isIati ? "iati" : "records"}`,
    agency: id,
    name: `${agency.name}: ${isIati ? "IATI activities" : "records"} (${name})`,
    format,
    mode: "MIRRORED",
    frequencyDays: null,
    licence: NOT_STATED,
    caveat,
    ...(mapping !== null && { mapping }),
  };
  return { agency, source, introduced, input: { file } };
}

function isReporter(organization: OrganizationRecord, reporter: IatiReporter | null, agency: string): boolean {
  if (reporter === null) return organization.id.toLowerCase() === agency;
  return organization.identifiers.some(({ scheme, value }) => scheme === "iati" && value === reporter.reference);
}

function organizationOf(agency: string, reporter: IatiReporter | null): OrganizationRecord {
  const reference = reporter?.reference ?? null;
  return {
    id: `${agency}:${reference ?? "organization"}`,
    name: reporter?.name ?? agency,
    acronym: null,
    type: reporter?.type ?? "OTHER",
    kindOfBody: null,
    role: null,
    website: null,
    identifiers: reference === null ? [] : [{ scheme: "iati", value: reference }],
    verified: false,
    invented: false,
  };
}
