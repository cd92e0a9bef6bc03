import { setImmediate as nextTurn } from "node:timers/promises";
import { Quarantine } from "./quarantine";

const clock = { now: 0 };
let begun: number;
let quarantine: Quarantine;

beforeEach(() => {
  clock.now = 0;
  begun = 0;
  quarantine = new Quarantine(
    () => clock.now,
    () => begun++,
  );
});

async function violate(times: number, apart: number): Promise<void> {
  for (let violation = 0; violation < times; violation++) {
    clock.now += apart;
    quarantine.note("SOURCE_ENTITY_MISMATCH");
    await nextTurn();
  }
}

it("T9: three answers against the contract within five minutes are enough, for five minutes", async () => {
  await violate(2, 1_000);
  expect(quarantine.holds).toBe(false);
  await violate(1, 1_000);
  expect(quarantine.holds).toBe(true);
  expect(begun).toBe(1);
  clock.now += 299_999;
  expect(quarantine.holds).toBe(true);
  clock.now += 1;
  expect(quarantine.holds).toBe(false);
});

it("counts the faults of one answer once", () => {
  for (let fault = 0; fault < 100; fault++) quarantine.note("SOURCE_ENTITY_MISMATCH");
  expect(quarantine.holds).toBe(false);
});

it("forgets what is longer ago", async () => {
  await violate(20, 200_000);
  expect(quarantine.holds).toBe(false);
});

it("doesn't count what may happen to anybody", async () => {
  for (let fault = 0; fault < 10; fault++) {
    quarantine.note("SOURCE_TIMEOUT");
    quarantine.note("SOURCE_INVALID_VALUE");
    await nextTurn();
  }
  expect(quarantine.holds).toBe(false);
});
