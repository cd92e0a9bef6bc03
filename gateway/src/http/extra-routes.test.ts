import type { HttpRoute } from "@actionline/kit/http-route";
import { hubError } from "@actionline/kit/hub-error";
import { startTinyHub, type TinyHub } from "../testing/tiny-hub";

const things: HttpRoute = {
  path: "/things/:id.json",
  answer: async ({ path: { id = "" }, query }) => {
    if (query.has("wrong")) throw hubError("BAD_INPUT", "wrong takes nothing.");
    if (query.has("fault")) throw new Error("connect ECONNREFUSED 10.0.0.1");
    return id === "one" ? { contentType: "application/feed+json", body: '{"id":"one"}', etag: '"a"' } : null;
  },
};

let hub: TinyHub;
let url: string;
beforeAll(async () => {
  hub = await startTinyHub({ routes: [things] });
  ({ url } = await hub.gateway.listen(0, "127.0.0.1"));
});
afterAll(() => hub.gateway.stop());

test("a route of the hub's own is served beside the graph, with the headers of every page", async () => {
  const response = await fetch(`${url}/things/one.json`);
  expect([response.status, await response.text()]).toEqual([200, '{"id":"one"}']);
  expect(response.headers.get("content-type")).toMatch(/^application\/feed\+json/);
  expect(response.headers.get("etag")).toBe('"a"');
  expect(response.headers.get("x-content-type-options")).toBe("nosniff");
});

test("who holds it already is sent nothing", async () => {
  for (const mark of ['"a"', 'W/"a"', '"b", "a"', "*"]) {
    const response = await fetch(`${url}/things/one.json`, { headers: { "If-None-Match": mark } });
    expect([response.status, await response.text()]).toEqual([304, ""]);
  }
  expect((await fetch(`${url}/things/one.json`, { headers: { "If-None-Match": '"b"' } })).status).toBe(200);
});

test("where the route finds nothing the answer is the one of a path that nobody serves", async () => {
  const [missing, nowhere] = await Promise.all([fetch(`${url}/things/two.json`), fetch(`${url}/nowhere`)]);
  expect([missing.status, await missing.text()]).toEqual([404, await nowhere.text()]);
  expect((await fetch(`${url}/things/one.json`, { method: "POST" })).status).toBe(404);
});

test("a path that can't be decoded is the asker's mistake, and no incident", async () => {
  for (const path of ["/things/%ZZ.json", "/things/%C3.json"]) {
    const response = await fetch(`${url}${path}`);
    expect([response.status, await response.json()]).toMatchObject([400, { errors: [{ extensions: { code: "BAD_REQUEST" } }] }]);
  }
  expect((await fetch(`${url}/things/one.json?per=100%`)).status).toBe(200);
});

test("what goes wrong is told like everywhere, and a fault of our own without what it says", async () => {
  const refused = await fetch(`${url}/things/one.json?wrong`);
  expect([refused.status, await refused.json()]).toMatchObject([400, { errors: [{ extensions: { code: "BAD_INPUT" } }] }]);
  const fault = await fetch(`${url}/things/one.json?fault`);
  expect(fault.status).toBe(500);
  expect(await fault.text()).not.toContain("10.0.0.1");
});
