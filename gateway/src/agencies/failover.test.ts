import { BREAKER_RULES } from "./live/breaker";
import { judge, toldBy } from "./testing/failover-judge";
import { FAILURES, FailoverRoom } from "./testing/failover-room";

const AGENCIES = 3;
/** Enough that each agency is asked in each way while another is down. */
const QUESTIONS = 4 * AGENCIES * 2;

let room: FailoverRoom;
afterEach(() => room?.stop());

it("J01: each agency is down in turn, in each manner, and every question is answered, with nothing untrue", async () => {
  room = await FailoverRoom.open(AGENCIES, { breaker: { ...BREAKER_RULES, rest: 50, longestRest: 50 } });
  const verdicts: string[] = [];
  for (const [turn, failing] of FAILURES.entries()) {
    const server = room.servers[turn % AGENCIES];
    if (server === undefined) throw new Error("there is no such server");
    server.manner = failing;
    for (let asked = 0; asked < QUESTIONS; asked += 4) {
      verdicts.push(...(await Promise.all(Array.from({ length: 4 }, () => room.ask()))));
    }
    server.manner = "ANSWERS";
  }
  expect(verdicts).toHaveLength(FAILURES.length * QUESTIONS);
  expect(new Set(verdicts)).toEqual(new Set(["RIGHT"]));
});

describe("X: what judges the answers", () => {
  const live = toldBy(1, "c1").LIVE;
  const kept = toldBy(1, "c1").MIRROR;
  const sources = [
    { agency: "a1", answeredBy: "LIVE" },
    { agency: "a1", answeredBy: "MIRROR" },
  ];
  const judged = (thing: object, said: readonly object[] = sources) =>
    judge({ data: { teams: [{ id: "c1", ...thing }] }, extensions: { sources: said } }, ["a0", "a1"]);

  it("finds what is true right", () => {
    expect(judged({ a1_rating: live.rating, a1_note: live.note, neighbour: { id: "c1", a1_rating: live.rating } })).toBe("RIGHT");
  });

  it.each([
    ["another thing's value", { a1_rating: toldBy(1, "c2").LIVE.rating }],
    ["another agency's value", { a1_rating: toldBy(0, "c1").LIVE.rating }],
    ["one thing half live and half mirrored", { a1_rating: live.rating, a1_note: kept.note }],
    ["the same, in another place", { a1_rating: live.rating, neighbour: { id: "c1", a1_rating: kept.rating } }],
  ])("finds %s wrong", (_, thing) => {
    expect(judged(thing)).toBe("WRONG");
  });

  it("finds wrong who is said to have answered, and sees what is missing", () => {
    expect(judged({ a1_rating: kept.rating }, sources.slice(0, 1))).toBe("WRONG");
    expect(judged({ a1_rating: null })).toBe("UNANSWERED");
    expect(judge({ data: {}, errors: [{}] }, [])).toBe("UNANSWERED");
  });
});
