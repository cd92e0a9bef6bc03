import { ANYONE } from "@actionline/kit/access";
import type { PostRoute } from "@actionline/kit/http-route";
import { hubError } from "@actionline/kit/hub-error";
import { answerHanded, forwardedPosts, handOn } from "./forwarded-posts";

const route: PostRoute = {
  path: "/things",
  mostBytes: 10,
  mostMs: 1_000,
  answer: async ({ body }) => {
    if (body === "refuse") throw hubError("FORBIDDEN", "This is for SECRETARIAT.");
    if (body === "fail") throw new Error("connect ECONNREFUSED 10.0.0.7");
    return { got: body };
  },
};

/** As it goes between two processes. */
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const handed = answerHanded([route]);
const waits: number[] = [];
const [there] = handOn(forwardedPosts([route]), async (question, mostMs) => {
  waits.push(mostMs);
  return asJson(await handed(asJson(question)));
});

test("what is posted to a gateway is answered by the hub, within the route's own limits", async () => {
  expect(there).toMatchObject({ path: "/things", mostBytes: 10, mostMs: 1_000 });
  expect(await there?.answer({ principal: ANYONE, body: "x" })).toEqual({ got: "x" });
  expect(waits).toEqual([1_000]);
});

test("a refusal stays one, and a fault stays the hub's", async () => {
  await expect(there?.answer({ principal: ANYONE, body: "refuse" })).rejects.toMatchObject({ extensions: { code: "FORBIDDEN" } });
  await expect(there?.answer({ principal: ANYONE, body: "fail" })).rejects.toThrow(/ECONNREFUSED/);
  await expect(handed({ path: "/other", posted: {} })).rejects.toThrow(/no route/);
});
