import type { ActivityRecord } from "@actionline/schema/contract/records";
import { type ActivityDraft, activityFrom, inEnglish } from "./activity-draft";
import type { Calendar } from "./calendar";
import { REGIONS, type Region } from "./countries";
import type { Planted } from "./planted";
import { type Scoped, scope } from "./scopes";
import type { PlantedCell } from "./truth";

/** What is planted outside e-health: omissions, coarse work, a lapsed claimant, a nil return that its own agency contradicts. */
export function otherLinesStory(calendar: Calendar): Planted {
  return {
    activities: activities(calendar),
    scopes: scopes(calendar),
    cells: cells(),
    conflicts: [{ scope: "granary:scope-europe-nil", activity: "granary:advice-moldova" }],
  };
}

function activities(calendar: Calendar): ActivityRecord[] {
  const through = { status: "IMPLEMENTING" as const, period: { start: calendar.day(-1, "05-01"), end: calendar.day(1, "04-30") } };
  const plant = (draft: Omit<ActivityDraft, "period" | "titles">, title: string) =>
    activityFrom({ ...through, ...draft, titles: inEnglish(title) });
  const spam = (code: string, title: string) =>
    plant(
      { agency: "signalhaven", raw: `spam-${code}`, activityKind: "GUIDELINES", items: [{ item: "GPA-12d" }], places: [{ place: code }] },
      title,
    );
  const partners = (code: string, title: string) =>
    plant(
      { agency: "granary", raw: `partners-${code}`, activityKind: "PROGRAMME", items: [{ item: "GPA-21b" }], places: [{ place: code }] },
      title,
    );
  return [
    spam("NG", "Rules on unwanted messages in Nigeria"),
    spam("IN", "Rules on unwanted messages in India"),
    spam("PE", "Rules on unwanted messages in Peru"),
    partners("ML", "Millet growers and operators share a price service in Mali"),
    partners("KH", "Rice growers and operators share a price service in Cambodia"),
    plant(
      {
        agency: "signalhaven",
        raw: "networks-asia",
        activityKind: "PROGRAMME",
        items: [{ item: "GPA-9d" }],
        places: [{ place: "LK" }, { place: "BD" }],
      },
      "Fast networks along the Bay of Bengal",
    ),
    plant(
      { agency: "granary", raw: "advice-moldova", activityKind: "PROJECT", items: [{ item: "GPA-21a" }], places: [{ place: "MD" }] },
      "Orchard advice by text message in Moldova",
    ),
    plant(
      {
        agency: "meridiana",
        raw: "cooperation-e-government",
        activityKind: "MEETING",
        items: [{ item: "GPA-15c" }],
        places: [{ place: "RW" }],
      },
      "Ministries compare their online counters in Kigali",
    ),
  ];
}

function scopes(calendar: Calendar): Scoped[] {
  const year = calendar.lastClosedYear;
  return [
    scope(calendar, "signalhaven", "europe-spam", {
      level: "COMPLETE",
      items: ["GPA-12d"],
      places: ["150"],
      statement: "All our work on spam in Europe is reported.",
    }),
    scope(calendar, "signalhaven", "networks", {
      level: "PARTIAL",
      actionLines: ["C2"],
      statement: "Country offices report twice a year.",
    }),
    scope(calendar, "granary", "americas-nil", {
      level: "NIL",
      items: ["GPA-21b"],
      places: ["019"],
      statement: "No partnerships in the Americas this year.",
    }),
    scope(calendar, "granary", "europe-nil", {
      level: "NIL",
      items: ["GPA-21a"],
      places: ["150"],
      statement: "Nothing in Europe this year.",
    }),
    scope(calendar, "scriptoria", "asia-culture", {
      level: "COMPLETE",
      items: ["GPA-23n"],
      places: ["142"],
      statement: "Our regional offices report all assessments.",
    }),
    scope(calendar, "scriptoria", "americas-media", { level: "NIL", items: ["GPA-24c"], places: ["019"], statement: "None this year." }),
    scope(calendar, "tradewind", "business", { level: "PARTIAL", actionLines: ["C7-eBusiness"] }),
    scope(calendar, "tradewind", "employment", { level: "SAMPLE", actionLines: ["C7-eEmployment"], statement: "Ten examples a year." }),
    scope(calendar, "meridiana", "finance", { level: "NONE", actionLines: ["C11"] }),
    scope(calendar, "meridiana", "oceania-government", { level: "COMPLETE", items: ["GPA-15c"], places: ["009"] }),
    scope(calendar, "harbourlight", "government", {
      level: "COMPLETE",
      items: ["GPA-15c"],
      places: ["009"],
      years: [year - 1, year],
      declaredOn: calendar.day(-2, "12-31"),
    }),
    scope(calendar, "brightwire", "everything", { level: "PARTIAL", statement: "We report what our programme offices send us." }),
    scope(calendar, "openhands", "africa", { level: "PARTIAL", places: ["002"] }),
  ];
}

function cells(): PlantedCell[] {
  const cell = (item: string, region: Region, state: PlantedCell["state"], why: string, more: Partial<PlantedCell> = {}): PlantedCell => ({
    item,
    region,
    state,
    reasons: [],
    basis: null,
    why,
    ...more,
  });
  return [
    cell("GPA-12d", "150", "OMITTED", "The only facilitator reports completely, and reported nothing.", { basis: "COMPLETE_SCOPE" }),
    cell("GPA-12d", "009", "UNKNOWN", "Nobody says how complete reporting is here.", { reasons: ["NO_SCOPE"] }),
    cell("GPA-12d", "019", "COVERED", "Rules in Peru."),
    cell("GPA-21b", "019", "OMITTED", "The only facilitator made a nil return.", { basis: "NIL_RETURN" }),
    cell("GPA-21b", "150", "UNKNOWN", "Nobody says how complete reporting is here.", { reasons: ["NO_SCOPE"] }),
    cell("GPA-21b", "002", "COVERED", "A price service in Mali."),
    cell("GPA-23n", "142", "OMITTED", "The only facilitator reports completely, and reported nothing.", { basis: "COMPLETE_SCOPE" }),
    cell("GPA-24c", "019", "OMITTED", "The only facilitator made a nil return.", { basis: "NIL_RETURN" }),
    cell("GPA-9d", "142", "COVERED", "Networks along the Bay of Bengal."),
    ...["i", "ii", "iii", "iv"].map((part) =>
      cell(`GPA-9d-${part}`, "142", "PARTIAL", "The programme names the item above only.", { reasons: ["COARSE"] }),
    ),
    cell("GPA-15c", "009", "UNKNOWN", "Harbourlight claims the item; its source has lapsed and was never read since the year ended.", {
      reasons: ["SOURCE_LAPSED", "READ_TOO_EARLY"],
    }),
    cell("GPA-9i", "150", "NOT_APPLICABLE", "The team decided so.", { reasons: ["DECIDED"] }),
    cell("GPA-8a", "002", "NOT_APPLICABLE", "The plan dates the item 2005.", { reasons: ["CLOSED_BY_PLAN"] }),
    ...REGIONS.map((region) => cell("GPA-28b", region, "UNKNOWN", "No line, so nobody answers for it.", { reasons: ["UNASSIGNED"] })),
  ];
}
