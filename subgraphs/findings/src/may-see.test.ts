import { ANYONE, type Principal } from "@actionline/kit/access";
import type { FindingRecord } from "@actionline/schema/coordination-records";
import { isHeard, TEAM } from "./hearing";
import { isParty, maySee, publicSince } from "./may-see";
import { aDraft, aFinding, aReply, DEADLINE } from "./testing/a-finding";
import {
  CAPACITY_MODERATOR,
  HEALTH_MODERATOR,
  ITU_PUBLISHER,
  ITU_REPRESENTATIVE,
  OUTSIDER,
  SECRETARIAT,
  WHO_PUBLISHER,
  WHO_REPRESENTATIVE,
} from "./testing/start-findings";

const PARTIES = [WHO_REPRESENTATIVE, ITU_REPRESENTATIVE, WHO_PUBLISHER, ITU_PUBLISHER, HEALTH_MODERATOR];
const OTHERS = [ANYONE, OUTSIDER, CAPACITY_MODERATOR];

const EARLY = "2025-06-10T00:00:00.000Z";
const LATER = "2025-06-20T00:00:00.000Z";
const AFTER = "2025-08-01T00:00:00.000Z";
const decision = (outcome: "CONFIRMED" | "REFUTED", at: string) => ({ outcome, reason: "Read.", by: "the secretariat", at });
const resolution = (at: string) => ({ reason: "Settled.", by: "the secretariat", at });
const bothReplied = [aReply("WHO", EARLY), aReply("ITU", LATER)];

/** Each finding, and from when on everybody may see it; null for never. */
const CASES: readonly [name: string, finding: FindingRecord, everybodyFrom: string | null][] = [
  ["notified", aFinding(), DEADLINE],
  ["one of two replied", aFinding({ state: "REPLIED", replies: [aReply("WHO", EARLY)] }), DEADLINE],
  ["one replied twice, which is one", aFinding({ state: "REPLIED", replies: [aReply("WHO", EARLY), aReply("WHO", LATER)] }), DEADLINE],
  ["all replied", aFinding({ state: "REPLIED", replies: bothReplied }), LATER],
  ["the moderator alone replied", aFinding({ state: "REPLIED", replies: [aReply(`${TEAM}C7-eHealth`, EARLY)] }), DEADLINE],
  ["nobody is a party, and the moderator replied", aFinding({ parties: [], replies: [aReply(`${TEAM}C7-eHealth`, EARLY)] }), EARLY],
  ["nobody is a party", aFinding({ parties: [] }), DEADLINE],
  ["all replied, one of them after the deadline", aFinding({ replies: [aReply("WHO", EARLY), aReply("ITU", AFTER)] }), DEADLINE],
  ["confirmed after the deadline", aFinding({ state: "CONFIRMED", decision: decision("CONFIRMED", AFTER) }), DEADLINE],
  ["refuted after it was public", aFinding({ state: "REFUTED", decision: decision("REFUTED", AFTER) }), DEADLINE],
  ["resolved after it was public", aFinding({ state: "RESOLVED", resolution: resolution(AFTER) }), DEADLINE],
  ["resolved before it was public", aFinding({ state: "RESOLVED", resolution: resolution(EARLY) }), null],
  ["refuted before it was public", aFinding({ state: "REFUTED", decision: decision("REFUTED", EARLY) }), null],
];

const instantsAround = (from: string | null): Date[] =>
  [EARLY, LATER, DEADLINE, AFTER, ...(from === null ? [] : [from])]
    .flatMap((at) => [-1, 0, 1].map((step) => Date.parse(at) + step))
    .map((at) => new Date(at));

describe("who sees a finding", () => {
  it("is the secretariat alone while it is a draft, and once a draft was put away", () => {
    const putAway = aDraft({ state: "RESOLVED", resolution: resolution(EARLY) });
    for (const finding of [aDraft(), putAway]) {
      for (const principal of [...PARTIES, ...OTHERS]) expect(maySee(finding, principal, new Date("2099-01-01"))).toBe(false);
      expect(maySee(finding, SECRETARIAT, new Date(EARLY))).toBe(true);
    }
  });

  it.each(CASES)("%s: parties and the secretariat at once, everybody else by the rule and not a millisecond before", (_, finding, from) => {
    for (const instant of instantsAround(from)) {
      const parties = finding.parties.length === 0 ? [HEALTH_MODERATOR] : PARTIES;
      for (const principal of [...parties, SECRETARIAT]) expect(maySee(finding, principal, instant)).toBe(true);
      const everybody = from !== null && instant.getTime() >= Date.parse(from);
      for (const principal of OTHERS) expect(maySee(finding, principal, instant)).toBe(everybody);
    }
    expect(publicSince(finding)?.toISOString() ?? null).toBe(from);
  });

  it.each([
    ["O1_MANDATE"],
    ["O3_FOLLOW_THROUGH"],
    ["O4_BREADTH"],
    ["O5_FUNDING"],
    ["O6_REPORTING"],
    ["O7_SYNTHESIS"],
    ["CONFLICT"],
    ["L3_CANDIDATE_DUPLICATION"],
  ] as const)("follows the same rule for %s", (kind) => {
    expect(publicSince(aFinding({ kind }))?.toISOString()).toBe(DEADLINE);
    expect(publicSince(aDraft({ kind }))).toBeNull();
  });

  it("makes nobody a party by a role that is held for nobody, or by the right name in the wrong role", () => {
    const principal = (name: Principal["roles"][number]["name"], of: string | null): Principal => ({
      id: "x",
      name: "x",
      roles: [{ name, of }],
    });
    for (const [name, of] of [
      ["REPRESENTATIVE", null],
      ["PUBLISHER", null],
      ["MODERATOR", null],
      ["REPRESENTATIVE", "who"],
      ["PUBLISHER", "WHO"],
      ["ACCREDITED", "WHO"],
      ["CHAIR", "WHO"],
      ["MODERATOR", "WHO"],
    ] as const) {
      expect(isParty(aFinding(), principal(name, of))).toBe(false);
    }
    expect(isParty(aFinding({ actionLine: null }), HEALTH_MODERATOR)).toBe(false);
  });

  it("counts nobody as heard before the notice", () => {
    expect(isHeard(aDraft(), new Date("2099-01-01"))).toBe(false);
  });
});
