import type { OrganisationReference } from "@actionline/schema/contract/records";
import type { AgencyRecord, SourceRecord } from "@actionline/schema/hub-records";
import type { OrganizationRecord } from "@actionline/schema/reference-records";
import type { StakeholderType } from "@actionline/schema/stakeholder-type";

/** One invented agency: the organization, the agency as which it reports, and the sources it reports by. */
export interface Player {
  readonly agency: string;
  readonly name: string;
  readonly acronym: string;
  readonly type: StakeholderType;
  readonly kindOfBody: string;
  readonly sources: readonly { readonly name: string; readonly frequencyDays: number | null; readonly harvestedDaysAgo: number }[];
}

const daily = (harvestedDaysAgo: number, name = "activities") => ({ name, frequencyDays: 365, harvestedDaysAgo });

/** Frequencies are a year where nothing else is planted, so that the story still holds months after the first start. */
const PLAYERS = [
  player("nordlys", "Nordlys Health Office", "NHO", "INTERNATIONAL_ORGANIZATION", "like a UN specialized agency", [
    daily(2),
    daily(30, "archive"),
  ]),
  player("signalhaven", "Signalhaven Telecommunication Bureau", "STB", "INTERNATIONAL_ORGANIZATION", "like a UN specialized agency", [
    daily(1),
    daily(3, "finance"),
  ]),
  player(
    "scriptoria",
    "Scriptoria Education and Culture Organization",
    "SECO",
    "INTERNATIONAL_ORGANIZATION",
    "like a UN specialized agency",
    [daily(4)],
  ),
  player("meridiana", "Meridiana Development Programme", "MDP", "INTERNATIONAL_ORGANIZATION", "like a UN programme", [daily(5)]),
  player("granary", "Granary and Fields Organization", "GFO", "INTERNATIONAL_ORGANIZATION", "like a UN specialized agency", [daily(6)]),
  player("tradewind", "Tradewind Commerce and Labour Conference", "TCLC", "INTERNATIONAL_ORGANIZATION", "like a UN conference", [
    daily(400),
  ]),
  player("verdant", "Verdant Horizon Environment Programme", "VHEP", "INTERNATIONAL_ORGANIZATION", "like a UN programme", [daily(8)]),
  player("tidewater", "Tidewater Island Cooperation", "TIDE", "INTERNATIONAL_ORGANIZATION", "like a regional organization", [
    { name: "activities", frequencyDays: 180, harvestedDaysAgo: 360 },
  ]),
  player("larkspur", "Larkspur Development Cooperation", "LKDC", "GOVERNMENT", "like a donor government's agency", [daily(2, "projects")]),
  player("harbourlight", "Harbourlight Digital Agency", "HDA", "GOVERNMENT", "like a national digital agency", [
    { name: "activities", frequencyDays: 90, harvestedDaysAgo: 731 },
  ]),
  player("openhands", "Open Hands Network", "OHN", "CIVIL_SOCIETY", "like a non-governmental organization", [daily(3)]),
  player("brightwire", "Brightwire Broadband Company", "BRIGHT", "PRIVATE_SECTOR", "like an operator", [
    { name: "activities", frequencyDays: null, harvestedDaysAgo: 12 },
  ]),
  player("aldermoor", "Aldermoor University Digital Health Laboratory", "AUL", "ACADEMIA", "like a university institute", [daily(20)]),
  player("rootstone", "Rootstone Registry and Exchange Society", "RRES", "TECHNICAL_COMMUNITY", "like an Internet registry", [daily(9)]),
] as const;

export type AgencyId = (typeof PLAYERS)[number]["agency"];

function player<const Id extends string>(
  agency: Id,
  name: string,
  acronym: string,
  type: StakeholderType,
  kindOfBody: string,
  sources: Player["sources"],
): Player & { readonly agency: Id } {
  return { agency, name: `${name} (invented)`, acronym, type, kindOfBody, sources };
}

/** The cast of the demonstration. */
export const CAST: readonly (Player & { readonly agency: AgencyId })[] = PLAYERS;

/** The organization's id in the hub. */
export function organizationOf(agency: AgencyId): string {
  return agency.toUpperCase();
}

/** The organization as its own records name it. */
export function referenceTo(agency: AgencyId): OrganisationReference {
  const { name, type } = playerOf(agency);
  return { id: organizationOf(agency), name, type };
}

/** The source by which an agency reports where nothing else is said: its first. */
export function mainSourceOf(agency: AgencyId): string {
  return `${agency}/${playerOf(agency).sources[0]?.name ?? "activities"}`;
}

function playerOf(agency: AgencyId): Player {
  const found = CAST.find((each) => each.agency === agency);
  if (found === undefined) throw new Error(`There is no agency ${agency} in the cast.`);
  return found;
}

/** The invented organizations, as the stakeholders subgraph keeps them. */
export function organizations(): OrganizationRecord[] {
  return CAST.map(({ agency, name, acronym, type, kindOfBody }) => ({
    id: organizationOf(agency),
    name,
    acronym,
    type,
    kindOfBody: `invented, ${kindOfBody}`,
    role: "Plays a part in the demonstration set; doesn't exist.",
    website: `https://${agency}.example/`,
    identifiers: [],
    verified: false,
    invented: true,
  }));
}

/** The same as agencies that report. */
export function agencies(): AgencyRecord[] {
  return CAST.map(({ agency, name }) => ({
    id: agency,
    name,
    organization: organizationOf(agency),
    licence: "CC0-1.0",
    contactDesk: null,
    deletionPolicy: "PERSISTENT",
    contractVersion: "1",
    invented: true,
  }));
}

const CAVEAT = "Invented for the demonstration: no such agency, activity or money exists.";

/** The sources by which they report. */
export function sources(): SourceRecord[] {
  return CAST.flatMap(({ agency, sources: own }) =>
    own.map(({ name, frequencyDays }) => ({
      id: `${agency}/${name}`,
      agency,
      name,
      format: "CONTRACT" as const,
      mode: "MIRRORED" as const,
      frequencyDays,
      licence: "CC0-1.0",
      caveat: CAVEAT,
    })),
  );
}
