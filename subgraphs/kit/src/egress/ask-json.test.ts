import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { askJson } from "./ask-json";

interface Said {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const ERRORS = '{"errors":[{"message":"gone","extensions":{"code":"CURSOR_EXPIRED"}}]}';
const GRAPHQL = "application/graphql-response+json";
let server: Server;
let said: Said;

beforeAll(async () => {
  server = createServer((request, response) => {
    request.resume();
    response.writeHead(said.status, { "content-type": said.type, ...said.headers }).end(said.body);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
});
afterAll(() => new Promise((closed) => server.close(closed)));

function ask(says: Said): Promise<unknown> {
  said = says;
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  return askJson(url, "{}", {}, { allowLocal: true, resolve: async () => ["127.0.0.1"], timeoutMs: 60_000, mostBytes: 1_000 });
}

it.each([
  [400, "application/json"],
  [400, "application/json; charset=utf-8"],
  [400, GRAPHQL],
  [422, GRAPHQL],
  [500, GRAPHQL],
])("reads the errors that a refusal holds as GraphQL tells them: %d, %s", async (status, type) => {
  await expect(ask({ status, type, body: ERRORS })).resolves.toEqual(JSON.parse(ERRORS));
});

it.each([
  ["a body that is no JSON", { status: 400, type: "application/json", body: "{{{" }],
  ["a body that is no answer of GraphQL", { status: 400, type: "application/json", body: '{"detail":"postgres://u:pw@db"}' }],
  ["a list of no errors", { status: 400, type: "application/json", body: '{"errors":[]}' }],
  ["data without an error", { status: 400, type: GRAPHQL, body: '{"data":{}}' }],
  ["a body nested too deep", { status: 400, type: "application/json", body: `{"errors":[${"[".repeat(100)}${"]".repeat(100)}]}` }],
  ["another status", { status: 403, type: "application/json", body: ERRORS }],
  ["HTML", { status: 400, type: "text/html", body: ERRORS }],
  ["what is packed", { status: 400, type: "application/json", body: ERRORS, headers: { "content-encoding": "gzip" } }],
  ["a status that says itself that it is gone", { status: 410, type: GRAPHQL, body: ERRORS }],
])("a refusal by %s is a status and no more", async (_, refusal) => {
  await expect(ask(refusal)).rejects.toMatchObject({
    code: "SOURCE_STATUS",
    status: refusal.status,
    message: `It answered with status ${refusal.status}.`,
  });
});

it("reads no more of a refusal than of an answer", async () => {
  const body = `{"errors":[{"message":"${"x".repeat(2_000)}"}]}`;
  await expect(ask({ status: 400, type: "application/json", body })).rejects.toMatchObject({ code: "SOURCE_TOO_LARGE" });
});
