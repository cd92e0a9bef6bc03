import * as fc from "fast-check";
import { BREAKER_RULES, Breaker, type Leave } from "./breaker";

const CLOCK = { now: 0 };
let opened = 0;
let breaker: Breaker;

beforeEach(() => {
  CLOCK.now = 0;
  opened = 0;
  breaker = new Breaker(
    BREAKER_RULES,
    () => CLOCK.now,
    () => opened++,
  );
});

function enter(): Leave {
  const leave = breaker.enter();
  if (leave === null) throw new Error("it let nothing through");
  return leave;
}
const close = () => enter().succeeded();
function open(): void {
  close();
  for (let failures = 0; failures < BREAKER_RULES.inARow; failures++) enter().failed();
}

it("J03: opens after three failures in a row, and lets nothing through", () => {
  open();
  expect(breaker.state).toBe("OPEN");
  expect(opened).toBe(1);
  expect(breaker.enter()).toBeNull();
});

it("J03: opens where half of the last answers were failures, in whatever order", () => {
  close();
  for (let round = 0; round < BREAKER_RULES.failures; round++) {
    expect(breaker.state).toBe("CLOSED");
    enter().succeeded();
    enter().failed();
  }
  expect(breaker.state).toBe("OPEN");
});

it("J03: stays closed where less than half of the last twenty failed", () => {
  close();
  for (let round = 0; round < 50; round++) {
    enter().succeeded();
    enter().succeeded();
    enter().failed();
  }
  expect(breaker.state).toBe("CLOSED");
});

it("J04: half open, exactly one question goes through until it has ended", () => {
  open();
  CLOCK.now = BREAKER_RULES.rest;
  expect(breaker.state).toBe("HALF_OPEN");
  const probe = enter();
  expect(probe.isProbe).toBe(true);
  expect(Array.from({ length: 1_000 }, () => breaker.enter())).toEqual(Array.from({ length: 1_000 }, () => null));
  probe.succeeded();
  expect(breaker.state).toBe("CLOSED");
  expect(enter().isProbe).toBe(false);
});

it("J04: a probe that nobody waits for any more makes way for another, and says nothing", () => {
  open();
  CLOCK.now = BREAKER_RULES.rest;
  enter().abandoned();
  expect(breaker.state).toBe("HALF_OPEN");
  expect(enter().isProbe).toBe(true);
});

it("J03: rests twice as long each time in a row, and never longer than the longest", () => {
  open();
  const rests = [];
  for (let round = 0; round < 5; round++) {
    const from = CLOCK.now;
    while (breaker.state === "OPEN") CLOCK.now += 500;
    rests.push(CLOCK.now - from);
    enter().failed();
  }
  expect(rests).toEqual([5_000, 10_000, 20_000, 30_000, 30_000]);
});

it("J05: a server that comes and goes each second, five minutes long, is switched to and from at most once in 5 s", () => {
  let switches = 0;
  let was = breaker.state === "OPEN";
  const isUp = () => Math.floor(CLOCK.now / 1_000) % 2 === 0;
  for (; CLOCK.now < 300_000; CLOCK.now += 20) {
    const leave = breaker.enter();
    if (isUp()) leave?.succeeded();
    else leave?.failed();
    const isOpen = breaker.state === "OPEN";
    if (isOpen !== was) switches++;
    was = isOpen;
  }
  expect(switches).toBeGreaterThan(2);
  expect(switches).toBeLessThanOrEqual(300_000 / 5_000);
});

it("J16: begins with one question, however many come", () => {
  const leaves = Array.from({ length: 100 }, () => breaker.enter());
  expect(leaves.filter((leave) => leave !== null)).toHaveLength(1);
  leaves[0]?.succeeded();
  expect(breaker.state).toBe("CLOSED");
});

it("X: a breaker that is told nothing lets everything through, which the other tests would notice", () => {
  close();
  for (let calls = 0; calls < 1_000; calls++) enter().abandoned();
  expect(breaker.state).toBe("CLOSED");
});

it("J04: in any history, never more than one probe is under way, and none while it is open", () => {
  const step = fc.oneof(
    fc.constant("enter" as const),
    fc.record({ end: fc.constantFrom("succeeded" as const, "failed" as const, "abandoned" as const), which: fc.nat(50) }),
    fc.record({ wait: fc.integer({ min: 1, max: 20_000 }) }),
  );
  const property = fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
    const clock = { now: 0 };
    const one = new Breaker(BREAKER_RULES, () => clock.now);
    const under: Leave[] = [];
    for (const each of steps) {
      if (each === "enter") {
        const isOpen = one.state === "OPEN";
        const leave = one.enter();
        if (leave !== null) under.push(leave);
        if (isOpen && leave !== null) throw new Error("an open breaker let one through");
      } else if ("wait" in each) clock.now += each.wait;
      else under.splice(each.which % (under.length + 1), 1)[0]?.[each.end]();
      if (under.filter(({ isProbe }) => isProbe).length > 1) throw new Error("two probes at once");
    }
  });
  fc.assert(property, { numRuns: 2_000, seed: 16 });
});
