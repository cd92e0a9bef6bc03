import { once } from "node:events";
import { setFlagsFromString } from "node:v8";
import { Worker } from "node:worker_threads";
import { letThreadsKeepTheirLimits } from "./threads-own-limits";

/** Makes a lot of young objects, and tells the MiB that the space for them came to have. */
const THREAD = `
  let kept = [];
  for (let made = 0; made < 3e6; made++) {
    kept.push({ made });
    if (kept.length > 2e5) kept = [];
  }
  const { space_size } = require("node:v8").getHeapSpaceStatistics().find(({ space_name }) => space_name === "new_space");
  require("node:worker_threads").parentPort.postMessage(space_size / 2 ** 20);
`;

async function youngSpaceOfThread(): Promise<number> {
  const worker = new Worker(THREAD, { eval: true, resourceLimits: { maxYoungGenerationSizeMb: 12 } });
  const [size] = await once(worker, "message");
  await worker.terminate();
  return size;
}

describe("a process that was given room for young objects", () => {
  afterEach(() => setFlagsFromString("--max-semi-space-size=0"));

  it("gives as much to each of its threads, unless it lets them keep to their limits", async () => {
    setFlagsFromString("--max-semi-space-size=32");
    expect(await youngSpaceOfThread()).toBeGreaterThan(12);
    letThreadsKeepTheirLimits();
    expect(await youngSpaceOfThread()).toBeLessThanOrEqual(12);
  });
});
