import { FINDING_STATES, type FindingState } from "@actionline/schema/coordination-records";
import { ACTOR_OF, FINDING_ACTS, type FindingAct, nextState } from "./finding-state";

/** The rule read a second time: row by row, what each state allows. */
const EXPECTED: Record<FindingState, Record<FindingAct, FindingState | null>> = {
  DRAFT: { notify: "NOTIFIED", reply: null, confirm: null, refute: null, resolve: "RESOLVED", lapse: null },
  NOTIFIED: { notify: null, reply: "REPLIED", confirm: "CONFIRMED", refute: "REFUTED", resolve: "RESOLVED", lapse: "RESOLVED" },
  REPLIED: { notify: null, reply: "REPLIED", confirm: "CONFIRMED", refute: "REFUTED", resolve: "RESOLVED", lapse: "RESOLVED" },
  CONFIRMED: { notify: null, reply: "CONFIRMED", confirm: null, refute: null, resolve: "RESOLVED", lapse: "RESOLVED" },
  REFUTED: { notify: null, reply: null, confirm: null, refute: null, resolve: null, lapse: null },
  RESOLVED: { notify: null, reply: null, confirm: null, refute: null, resolve: null, lapse: null },
};

describe("the states of a finding", () => {
  const all = FINDING_STATES.flatMap((state) => FINDING_ACTS.map((act) => [state, act] as const));

  it.each(all)("from %s, %s leads where the rule says, or nowhere", (state, act) => {
    expect(nextState(state, act)).toBe(EXPECTED[state][act]);
  });

  it("are all reached from a draft, and from none of them back to one", () => {
    const reached = new Set<FindingState>(["DRAFT"]);
    for (const from of reached) for (const act of FINDING_ACTS) reached.add(nextState(from, act) ?? from);
    expect([...reached].sort()).toEqual([...FINDING_STATES].sort());
    expect(all.some(([state, act]) => nextState(state, act) === "DRAFT")).toBe(false);
  });

  it("are decided on by nobody but people", () => {
    expect([ACTOR_OF.confirm, ACTOR_OF.refute, ACTOR_OF.notify]).toEqual(["SECRETARIAT", "SECRETARIAT", "SECRETARIAT"]);
    expect(all.filter(([, act]) => ACTOR_OF[act] === "SURVEY").map(([state, act]) => nextState(state, act))).not.toContain("CONFIRMED");
  });
});
