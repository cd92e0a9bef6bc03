import type { AgencyId } from "./cast";
import { REGIONS, type Region } from "./countries";
import type { ActivityKind } from "./titles";

/** What one agency does day by day. Target groups are its own, so that no everyday pair looks like a planted overlap. */
export interface Routine {
  readonly agency: AgencyId;
  readonly count: number;
  readonly lines: readonly string[];
  readonly regions: readonly Region[];
  readonly kinds: readonly ActivityKind[];
  readonly groups: readonly string[];
  readonly six?: true;
  /** First and last year of a start, counted from the last closed one; a lapsed source knows no later years. */
  readonly starts?: readonly [number, number];
}

const ALL_KINDS: readonly ActivityKind[] = [
  "PROJECT",
  "PROJECT",
  "PROGRAMME",
  "TRAINING",
  "CONFERENCE",
  "WEBSITE",
  "GUIDELINES",
  "TOOLKIT",
  "PUBLICATION",
  "DATABASE",
  "MEETING",
];

/** Who does what day by day. */
export const ROUTINES: readonly Routine[] = [
  {
    agency: "signalhaven",
    count: 330,
    lines: ["C2", "C4", "C5", "C6"],
    regions: REGIONS,
    kinds: ALL_KINDS,
    groups: ["regulators", "network engineers"],
    six: true,
  },
  {
    agency: "scriptoria",
    count: 360,
    lines: ["C3", "C7-eLearning", "C7-eScience", "C8", "C9", "C10"],
    regions: REGIONS,
    kinds: ALL_KINDS,
    groups: ["teachers", "librarians", "journalists"],
    six: true,
  },
  {
    agency: "meridiana",
    count: 250,
    lines: ["C1", "C4", "C7-eGovernment", "C11"],
    regions: ["002", "142", "019", "009"],
    kinds: ALL_KINDS,
    groups: ["local officials", "ministries"],
    six: true,
  },
  {
    agency: "granary",
    count: 120,
    lines: ["C7-eAgriculture", "C7-eEnvironment"],
    regions: REGIONS,
    kinds: ["PROJECT", "PROGRAMME", "TRAINING", "DATABASE", "PUBLICATION"],
    groups: ["smallholder farmers", "fishing communities"],
  },
  {
    agency: "tradewind",
    count: 150,
    lines: ["C7-eBusiness", "C7-eEmployment", "C6"],
    regions: ["002", "142", "019", "150"],
    kinds: ALL_KINDS,
    groups: ["exporters", "labour ministries"],
  },
  {
    agency: "verdant",
    count: 60,
    lines: ["C7-eEnvironment"],
    regions: ["142", "019", "150"],
    kinds: ["PROJECT", "DATABASE", "GUIDELINES", "MEETING"],
    groups: ["park services", "recyclers"],
  },
  {
    agency: "tidewater",
    count: 50,
    lines: ["C2", "C4", "C7-eEnvironment"],
    regions: ["009"],
    kinds: ["PROJECT", "TRAINING", "MEETING"],
    groups: ["island councils"],
  },
  {
    agency: "harbourlight",
    count: 60,
    lines: ["C7-eGovernment", "C5"],
    regions: ["009", "150"],
    kinds: ["PROJECT", "WEBSITE", "GUIDELINES"],
    groups: ["citizens", "civil servants"],
    starts: [-5, -2],
  },
  {
    agency: "openhands",
    count: 130,
    lines: ["C3", "C4", "C8"],
    regions: ["002", "142", "019"],
    kinds: ["PROJECT", "TRAINING", "TOOLKIT", "MEETING"],
    groups: ["women's groups", "out-of-school youth"],
  },
  {
    agency: "brightwire",
    count: 80,
    lines: ["C2", "C7-eBusiness"],
    regions: ["002", "142", "150"],
    kinds: ["PROJECT", "PROGRAMME", "WEBSITE"],
    groups: ["shopkeepers", "rural customers"],
  },
  {
    agency: "aldermoor",
    count: 50,
    lines: ["C7-eScience", "C10", "C4"],
    regions: ["002", "150"],
    kinds: ["PUBLICATION", "CONFERENCE", "TRAINING"],
    groups: ["researchers", "students"],
  },
  {
    agency: "rootstone",
    count: 60,
    lines: ["C2", "C5", "C6"],
    regions: ["002", "019", "009"],
    kinds: ["TRAINING", "MEETING", "GUIDELINES"],
    groups: ["registry operators"],
  },
];

/** Lines of which publishers name the line alone now and then: none of them holds a planted omission, which that would soften. */
export const LINES_NAMED_ALONE: ReadonlySet<string> = new Set(["C3", "C4", "C10", "C11", "C7-eLearning", "C7-eEmployment"]);
