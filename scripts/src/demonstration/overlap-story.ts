import type { ActivityRecord, OrganisationReference } from "@actionline/schema/contract/records";
import { type ActivityDraft, activityFrom, inEnglish } from "./activity-draft";
import type { Calendar } from "./calendar";
import { type AgencyId, organizationOf, referenceTo } from "./cast";
import type { Planted } from "./planted";
import type { PlantedPair } from "./truth";

type Link = NonNullable<ActivityRecord["links"]>[number]["type"];

/** Who trains nurses in Kenya: two agencies side by side, and two more in one joint programme. The ids answer the second question. */
export const NURSES = {
  country: "KE",
  activities: ["nordlys:nurses-records-ke", "openhands:nurses-nairobi", "aldermoor:nurses-joint-ke", "meridiana:nurses-joint-ke"],
} as const;

/** Who speaks in the first of these overlaps: its two agencies and the team of their line. */
export const NURSES_CAST = {
  agency: "nordlys",
  organization: organizationOf("nordlys"),
  other: { agency: "openhands", organization: organizationOf("openhands") },
  team: "C7-eHealth",
} as const;

/** Overlaps that ask for a review, overlaps that a link explains, and records that tell of one activity twice. */
export function overlapStory(calendar: Calendar): Planted {
  const copy = archiveCopy(calendar);
  return {
    activities: [...nurses(calendar), ...explained(calendar), ...reportedTwice(calendar)],
    bySource: { "nordlys/archive": [copy] },
    overlaps: OVERLAPS,
    duplicates: [
      pair("nordlys:clinics-vanuatu", copy.id, "L0", null, "The archive holds the same record under another id."),
      pair("openhands:youth-ghana", "meridiana:partner-youth-ghana", "L0", null, "Meridiana reports its partner's project again."),
    ],
  };
}

const OVERLAPS: readonly PlantedPair[] = [
  pair(
    "nordlys:nurses-records-ke",
    "openhands:nurses-nairobi",
    "L3",
    null,
    "Both train nurses in Kenya on the same item in the same year.",
  ),
  pair(
    "aldermoor:nurses-joint-ke",
    "meridiana:nurses-joint-ke",
    "L2",
    "JOINT_PROGRAMME",
    "One joint programme, each partner reports its part.",
  ),
  pair("openhands:midwives-rwanda", "brightwire:midwives-rwanda", "L2", "COMPLEMENT", "Each names the other as its complement."),
  pair("nordlys:records-fiji", "tidewater:records-fiji", "L2", "PARENT", "Tidewater's project is a part of Nordlys's programme."),
  pair("openhands:referral-ghana-1", "nordlys:referral-ghana-2", "L2", "PHASE", "The second phase takes over from the first."),
];

function pair(one: string, other: string, level: PlantedPair["level"], explainedBy: string | null, why: string): PlantedPair {
  return { activities: [one, other], level, explainedBy, why };
}

function training(
  agency: AgencyId,
  raw: string,
  title: string,
  place: string,
  item: string,
  group: string,
  more: Partial<ActivityDraft>,
): ActivityRecord {
  return activityFrom({
    agency,
    raw,
    titles: inEnglish(title),
    activityKind: "TRAINING",
    status: "IMPLEMENTING",
    period: {},
    items: [{ item }],
    places: [{ place }],
    targetGroups: [group],
    sdgs: [{ goal: 3, target: "3.c" }],
    sectors: [{ vocabulary: "DAC-5", code: "12281", percentage: 100 }],
    ...more,
  });
}

function linked(type: Link, activity: string): Pick<ActivityRecord, "links"> {
  return { links: [{ type, activity }] };
}

function nurses(calendar: Calendar): ActivityRecord[] {
  const [records, nairobi, joint, jointToo] = NURSES.activities;
  const raw = (id: string) => id.slice(id.indexOf(":") + 1);
  const jointPeriod = { start: calendar.day(0, "02-01"), end: calendar.day(1, "01-31") };
  return [
    training("nordlys", raw(records), "Training nurses to keep electronic health records in Kenya", "KE", "GPA-18a", "nurses", {
      titles: [
        { language: "en", text: "Training nurses to keep electronic health records in Kenya" },
        { language: "fr", text: "Former les infirmières aux dossiers médicaux électroniques au Kenya" },
        { language: "es", text: "Formar a enfermeras en historias clínicas electrónicas en Kenya" },
      ],
      status: "COMPLETED",
      period: { start: calendar.day(0, "01-15"), end: calendar.day(0, "11-30") },
    }),
    training("openhands", raw(nairobi), "Digital health skills for nurses in Nairobi and Kisumu", "KE", "GPA-18a", "nurses", {
      period: { start: calendar.day(0, "03-01"), end: calendar.day(1, "02-28") },
      participants: [
        { role: "LEAD", organisation: referenceTo("openhands") },
        {
          role: "IMPLEMENTER",
          organisation: { id: "openhands:lantern-college", name: "Lantern Nursing College (invented)", type: "ACADEMIA" },
        },
        { role: "FUNDER", organisation: referenceTo("larkspur") },
      ],
    }),
    training("aldermoor", raw(joint), "Joint programme: online courses for nurses in Kenya, curriculum", "KE", "GPA-18b", "nurses", {
      period: jointPeriod,
      ...linked("JOINT_PROGRAMME", jointToo),
    }),
    training("meridiana", raw(jointToo), "Joint programme: online courses for nurses in Kenya, delivery", "KE", "GPA-18b", "nurses", {
      period: jointPeriod,
      ...linked("JOINT_PROGRAMME", joint),
    }),
  ];
}

function explained(calendar: Calendar): ActivityRecord[] {
  const period = { start: calendar.day(-1, "04-01"), end: calendar.day(0, "12-15") };
  return [
    training("openhands", "midwives-rwanda", "Midwives learn to consult by tablet in Rwanda", "RW", "GPA-18e", "midwives", {
      period,
      ...linked("COMPLEMENT", "brightwire:midwives-rwanda"),
    }),
    training("brightwire", "midwives-rwanda", "Tablets and links for midwives in Rwanda, with lessons", "RW", "GPA-18e", "midwives", {
      period,
      ...linked("COMPLEMENT", "openhands:midwives-rwanda"),
    }),
    training("nordlys", "records-fiji", "Lessons on clinic knowledge bases in Fiji, programme", "FJ", "GPA-18b", "clinic clerks", {
      period,
      hierarchyLevel: 1,
      ...linked("CHILD", "tidewater:records-fiji"),
    }),
    training("tidewater", "records-fiji", "Lessons on clinic knowledge bases in Fiji, northern islands", "FJ", "GPA-18b", "clinic clerks", {
      period,
      hierarchyLevel: 2,
      ...linked("PARENT", "nordlys:records-fiji"),
    }),
    training("openhands", "referral-ghana-1", "Referral by telephone in Ghana, phase 1", "GH", "GPA-18e", "health volunteers", {
      period: { start: calendar.day(-1, "01-10"), end: calendar.day(0, "05-31") },
      ...linked("PHASE", "nordlys:referral-ghana-2"),
    }),
    training("nordlys", "referral-ghana-2", "Referral by telephone in Ghana, phase 2", "GH", "GPA-18e", "health volunteers", {
      period: { start: calendar.day(0, "03-01"), end: calendar.day(1, "03-31") },
      ...linked("PHASE", "openhands:referral-ghana-1"),
    }),
  ];
}

function clinics(calendar: Calendar, raw: string): ActivityRecord {
  return training("nordlys", raw, "Clinics of the outer islands of Vanuatu learn telemedicine", "VU", "GPA-18e", "island clinics", {
    period: { start: calendar.day(-1, "06-01"), end: calendar.day(0, "11-15") },
  });
}

function archiveCopy(calendar: Calendar): ActivityRecord {
  return {
    ...clinics(calendar, "archive-clinics-vanuatu"),
    title: inEnglish("Clinics of the Outer Islands of Vanuatu learn Telemedicine."),
  };
}

function reportedTwice(calendar: Calendar): ActivityRecord[] {
  const lead: OrganisationReference = referenceTo("openhands");
  const youth = (agency: AgencyId, raw: string, title: string) =>
    training(agency, raw, title, "GH", "GPA-11d", "school leavers", {
      period: { start: calendar.day(-1, "09-01"), end: calendar.day(0, "08-31") },
      participants: [{ role: "LEAD", organisation: lead }],
      sourceUrl: "https://openhands.example/activities/youth-ghana",
      sectors: [{ vocabulary: "DAC-5", code: "11330", percentage: 100 }],
      sdgs: [{ goal: 4, target: "4.4" }],
    });
  return [
    clinics(calendar, "clinics-vanuatu"),
    youth("openhands", "youth-ghana", "First steps in coding for school leavers in Tamale, Ghana"),
    youth("meridiana", "partner-youth-ghana", "First steps in coding for school leavers in Tamale (Ghana)"),
  ];
}
