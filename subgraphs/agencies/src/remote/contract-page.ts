import type { DeletionPolicy } from "@actionline/schema/hub-records";
import { RemoteFault } from "./remote-fault";

/** A page of changes whose shape was checked; what the changes hold wasn't yet. */
export interface ContractPage {
  readonly changes: readonly unknown[];
  readonly cursor: string;
  readonly more: boolean;
  readonly total: number | null;
}

/** An agency as its own server describes it. */
export interface AgencyDescription {
  readonly id: string;
  readonly name: string;
  readonly licence: string;
  readonly contactDesk: string | null;
  readonly frequencyDays: number | null;
  readonly deletionPolicy: DeletionPolicy;
  readonly contractVersion: string;
  readonly capabilities: readonly string[];
}

const LONGEST_CURSOR = 2_000;
const MOST_CHANGES = 10_000;
const LONGEST_TEXT = 1_000;
const POLICIES: readonly DeletionPolicy[] = ["PERSISTENT", "TRANSIENT", "NONE"];
/** A cursor is sent back as it came: what no text can carry unchanged is none. */
const UNFIT = /\p{Surrogate}|\p{Cc}/u;

type Fields = Readonly<Record<string, unknown>>;

/** @throws RemoteFault where the answer's `changes` isn't a page of the contract's */
export function pageOf(data: unknown): ContractPage {
  const page = fieldOf(data, "changes");
  if (!isObject(page)) throw violation("`changes` gives no page");
  const { changes, cursor, more, total = null } = page;
  if (!Array.isArray(changes)) throw violation("a page has no list of changes");
  if (changes.length > MOST_CHANGES) throw violation(`a page holds ${changes.length} changes, more than were asked for`);
  if (typeof cursor !== "string" || cursor === "" || cursor.length > LONGEST_CURSOR || UNFIT.test(cursor)) {
    throw new RemoteFault(
      "CURSOR_UNUSABLE",
      `The server gave a cursor that is no text of 1 to ${LONGEST_CURSOR} characters. Its page was left out.`,
    );
  }
  if (typeof more !== "boolean") throw violation("`more` is neither true nor false");
  if (total !== null && !isCount(total)) throw violation("`total` is no count");
  return { changes: changes as readonly unknown[], cursor, more, total };
}

/** @throws RemoteFault where the answer's `agency` isn't a description of this agency */
export function descriptionOf(data: unknown, agency: string): AgencyDescription {
  const told = fieldOf(data, "agency");
  if (!isObject(told)) throw violation("`agency` gives no description");
  if (told.id !== agency) {
    throw new RemoteFault("OTHER_AGENCY", `The server says that it is another agency than ${agency}. Nothing was read; check its address.`);
  }
  const policy = POLICIES.find((known) => known === told.deletionPolicy);
  if (policy === undefined) throw violation("`deletionPolicy` is none of the contract's");
  return {
    id: agency,
    name: textOf(told.name) ?? agency,
    licence: textOf(told.licence) ?? "Not stated; ask the agency.",
    contactDesk: textOf(told.contactDesk),
    frequencyDays: isCount(told.frequencyDays) && told.frequencyDays >= 1 && told.frequencyDays <= 3_660 ? told.frequencyDays : null,
    deletionPolicy: policy,
    contractVersion: textOf(told.contractVersion)?.slice(0, 20) ?? "",
    capabilities: Array.isArray(told.capabilities) ? told.capabilities.filter((each) => typeof each === "string").slice(0, 20) : [],
  };
}

function violation(what: string): RemoteFault {
  return new RemoteFault("SOURCE_CONTRACT_VIOLATION", `The server doesn't answer as the contract says: ${what}.`);
}

const UNSHOWN = /\p{Surrogate}|\p{Cc}/gu;

function textOf(value: unknown): string | null {
  if (typeof value !== "string") return null;
  const text = value.replace(UNSHOWN, " ").trim().slice(0, LONGEST_TEXT);
  return text === "" ? null : text;
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

function fieldOf(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
