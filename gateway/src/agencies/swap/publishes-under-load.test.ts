import { setTimeout as sleep } from "node:timers/promises";
import type { TinyHub } from "../../testing/tiny-hub";
import { startAgencyHub } from "../testing/agency-hub";
import { MovingGraph, WHO_ANSWERS, wrongWith } from "../testing/moving-graph";

const PUBLISHES = 10;

let graph: MovingGraph;
let hub: TinyHub;

beforeAll(async () => {
  graph = await MovingGraph.open();
  const following = { source: graph, keptIn: null, looks: true, every: 20 };
  hub = await startAgencyHub(graph.agencies, {}, { supergraphSdl: graph.first, following });
});
afterAll(async () => {
  await hub?.gateway.stop();
  await graph?.stop();
});

const takenOver = () => hub.log.filter((line) => line.includes("took over")).length;

it(`L01, L10: ${PUBLISHES} publishes under constant load: no request fails, and no answer is of two schemas`, async () => {
  const found: (string | null)[] = [];
  let over = false;
  const load = Array.from({ length: 4 }, async () => {
    while (!over) {
      found.push(wrongWith((await hub.gateway.execute({ query: WHO_ANSWERS })).body));
      // Constant, and not all that the machine can do: the swaps are what is looked at.
      await sleep(20);
    }
  });
  for (let publish = 1; publish <= PUBLISHES; publish++) {
    graph.publish();
    for (let looks = 0; looks < 1_000 && takenOver() < publish; looks++) await sleep(20);
  }
  over = true;
  await Promise.all(load);
  expect(takenOver()).toBe(PUBLISHES);
  expect(found.length).toBeGreaterThan(PUBLISHES);
  expect(found.filter((wrong) => wrong !== null)).toEqual([]);
});

it("X: an answer of two schemas would be noticed", () => {
  const answer = (first: string, again: string, description: string) => ({ data: { teams: [{ first, again }], __type: { description } } });
  expect(wrongWith(answer("itu", "itu", "Answered by itu."))).toBeNull();
  expect(wrongWith(answer("itu", "who", "Answered by itu."))).toBe("MIXED");
  expect(wrongWith(answer("itu", "itu", "Answered by who."))).toBe("MIXED");
  expect(wrongWith({ errors: [{}] })).toBe("FAILED");
});
