import type { ReplyPart } from "../answering/reply";
import { Events, type ScriptedFront, startScriptedFront, whole } from "../testing/scripted-front";
import { startTinyHub, type TinyHub } from "../testing/tiny-hub";
import { OWN_WAYS } from "../testing/ways";

/** The parts of a multipart body, each parsed. */
function partsOf(body: string): unknown[] {
  expect(body.startsWith("\r\n---\r\n")).toBe(true);
  expect(body.endsWith("\r\n-----\r\n")).toBe(true);
  return body
    .slice("\r\n---\r\n".length, -"\r\n-----\r\n".length)
    .split("\r\n---\r\n")
    .map((part) => {
      const [head = "", text = ""] = part.split("\r\n\r\n");
      expect(head).toBe("Content-Type: application/json; charset=utf-8");
      return JSON.parse(text);
    });
}

const PATCHES = "multipart/mixed; deferSpec=20220824";
const PENDING = "multipart/mixed; incrementalSpec=v0.2";

const ask = (url: string, accept: string, query: string): Promise<Response> =>
  fetch(url, { method: "POST", body: JSON.stringify({ query }), headers: { "content-type": "application/json", accept } });

describe("an answer in parts", () => {
  const part = (n: number, errors: ReplyPart["errors"] = []): ReplyPart => ({
    label: n === 1 ? "slow" : null,
    path: ["teams", n],
    data: `{"n":${n}}`,
    errors,
  });
  const error = { message: "lost", path: ["teams", 2, "name"], extensions: { code: "SOURCE_TIMEOUT" } };
  let front: ScriptedFront;
  let parts: Events<readonly ReplyPart[]>;
  beforeEach(async () => {
    parts = new Events();
    front = await startScriptedFront((_, { inParts }) =>
      inParts ? { kind: "parts", first: whole({ teams: [] }), parts: parts.listen(), closing: () => ({ cost: 1 }) } : whole({ all: true }),
    );
  });
  afterEach(() => front.stop());

  it("is written as Apollo Client reads it, where that is asked for", async () => {
    parts.give([part(1), part(2, [error])], [part(3)]);
    const response = await ask(front.url, `${PATCHES},application/json`, "{ teams { ... @defer { n } } }");
    expect(response.headers.get("content-type")).toBe('multipart/mixed; boundary="-"; deferSpec=20220824');
    parts.complete();
    expect(partsOf(await response.text())).toEqual([
      { data: { teams: [] }, hasNext: true },
      {
        incremental: [
          { data: { n: 1 }, path: ["teams", 1], label: "slow" },
          { data: { n: 2 }, path: ["teams", 2], errors: [error] },
        ],
        hasNext: true,
      },
      { incremental: [{ data: { n: 3 }, path: ["teams", 3] }], hasNext: true },
      { extensions: { cost: 1 }, hasNext: false },
    ]);
  });

  it("is written as the draft of the specification says, where that is asked for", async () => {
    parts.give([part(1), part(2, [error])], [part(3)]);
    const response = await ask(front.url, `application/json;q=0.9, ${PENDING}`, "{ teams { ... @defer { n } } }");
    expect(response.headers.get("content-type")).toBe('multipart/mixed; boundary="-"; incrementalSpec=v0.2');
    parts.complete();
    expect(partsOf(await response.text())).toEqual([
      { data: { teams: [] }, pending: [], hasNext: true },
      {
        pending: [
          { id: "0", path: ["teams", 1], label: "slow" },
          { id: "1", path: ["teams", 2] },
        ],
        incremental: [
          { id: "0", data: { n: 1 } },
          { id: "1", data: { n: 2 }, errors: [error] },
        ],
        completed: [{ id: "0" }, { id: "1" }],
        hasNext: true,
      },
      {
        pending: [{ id: "2", path: ["teams", 3] }],
        incremental: [{ id: "2", data: { n: 3 } }],
        completed: [{ id: "2" }],
        hasNext: true,
      },
      { extensions: { cost: 1 }, hasNext: false },
    ]);
  });

  it("sends its first part while the rest is still to come", async () => {
    const response = await ask(front.url, PATCHES, "{ teams { ... @defer { n } } }");
    const reader = response.body?.getReader();
    let text = "";
    while (!text.includes("hasNext")) text += Buffer.from((await reader?.read())?.value ?? []).toString();
    expect(text).toContain('{"data":{"teams":[]},"hasNext":true}');
    parts.complete();
    await reader?.cancel();
  });

  it.each(["application/json", "*/*", "multipart/mixed, application/json", "multipart/mixed; deferSpec=1999, */*"])(
    "comes in one piece to whoever accepts %s",
    async (accept) => {
      const response = await ask(front.url, accept, "{ teams { ... @defer { n } } }");
      expect(response.headers.get("content-type")).toBe("application/json; charset=utf-8");
      await expect(response.json()).resolves.toEqual({ data: { all: true } });
    },
  );
});

describe.each(OWN_WAYS)("@defer, behind %s", (_way, way) => {
  let hub: TinyHub;
  let url: string;
  beforeAll(async () => {
    hub = await startTinyHub({}, way);
    url = `${(await hub.gateway.listen(0, "127.0.0.1")).url}/graphql`;
  });
  afterAll(() => hub.gateway.stop());

  const query = '{ teams { id ... @defer(label: "money") { moneyReadAt } } }';

  it("A32: gives what isn't put off first, and the rest with what the whole answer tells", async () => {
    const response = await ask(url, PATCHES, query);
    expect(response.status).toBe(200);
    const [first, ...rest] = partsOf(await response.text());
    expect(first).toEqual({ data: { teams: [{ id: "c1" }, { id: "c2" }] }, hasNext: true });
    const incremental = rest.flatMap((part) => (part as { incremental?: { path: unknown; data: unknown }[] }).incremental ?? []);
    expect(incremental).toEqual([
      { label: "money", path: ["teams", 0], data: { moneyReadAt: 7 } },
      { label: "money", path: ["teams", 1], data: { moneyReadAt: 7 } },
    ]);
    expect(rest.at(-1)).toMatchObject({ hasNext: false, extensions: { asOf: { sequence: 7 }, cost: { estimated: 10 } } });
  });

  it("A32: gives the same in one piece to whoever takes no other", async () => {
    const response = await ask(url, "application/json", query);
    const { data, errors } = (await response.json()) as { data: unknown; errors: unknown };
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      teams: [
        { id: "c1", moneyReadAt: 7 },
        { id: "c2", moneyReadAt: 7 },
      ],
    });
    const inside = await hub.gateway.execute({ query });
    expect(inside.body.data).toEqual(data);
  });

  it("A32: is held to every limit, and refused before anything is sent", async () => {
    const deep = `{ teams { id ... @defer { ${"neighbour { ".repeat(12)} id ${"}".repeat(12)} } } }`;
    const response = await ask(url, `${PATCHES}, application/graphql-response+json`, deep);
    expect([response.status, response.headers.get("content-type")]).toEqual([400, "application/graphql-response+json; charset=utf-8"]);
    await expect(response.json()).resolves.toMatchObject({ errors: [{ extensions: { code: "QUERY_TOO_DEEP" } }] });
  });

  it("A32: @stream is no directive here", async () => {
    const response = await ask(url, "application/graphql-response+json", "{ teams @stream(initialCount: 1) { id } }");
    expect(response.status).toBe(400);
    await expect(response.json()).resolves.toMatchObject({
      errors: [{ message: 'Unknown directive "@stream".', extensions: { code: "BAD_REQUEST" } }],
    });
  });
});
