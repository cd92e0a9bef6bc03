import { readdirSync } from "node:fs";
import { getPriority } from "node:os";
import { DEFAULT_LIMITS } from "../engine-options";
import { tinyFederation } from "../testing/tiny-federation";
import { PlannerThread } from "./planner-thread";

/** This process's threads; none where threads have no priority of their own. */
const threads = () => (process.platform === "linux" ? readdirSync("/proc/self/task") : []);

it("a planner's thread lets all others go first, where the system lets it", async () => {
  const before = new Set(threads());
  const thread = new PlannerThread({ supergraphSdl: tinyFederation().supergraphSdl, kind: "apollo" }, false, DEFAULT_LIMITS.planner);
  await thread.ready;
  const own = getPriority();
  const later = threads().filter((id) => !before.has(id) && getPriority(Number(id)) > own);
  expect(later).toHaveLength(process.platform === "linux" && own < 19 ? 1 : 0);
  expect(getPriority()).toBe(own);
  await thread.close();
});
