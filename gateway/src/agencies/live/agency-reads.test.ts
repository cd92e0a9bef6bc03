import { createServer as createHttpServer } from "node:http";
import type { AddressInfo, Server, Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { createServer as createTlsServer } from "node:tls";
import { answerBytes, type HostileSource, saysJson, startHostileSource } from "../../engine/testing/hostile-source";
import { SHARED_READS } from "../../engine/transport/http/shared-reads";
import { certificateFor } from "../testing/certificate";
import { agencyQuestion, liveAgencyOf, PATIENT_POLICY } from "../testing/live-agency-of";
import { guardedConnector } from "./guarded-connector";
import type { LiveAgency } from "./live-agency";

const certificate = certificateFor("localhost");
const open: LiveAgency[] = [];
const servers: Server[] = [];
let plain: HostileSource;
let reads: jest.SpyInstance;

beforeEach(async () => {
  plain = await startHostileSource(saysJson({ data: { from: "plain" } }));
  reads = jest.spyOn(SHARED_READS, "callback");
});
afterEach(async () => {
  reads.mockRestore();
  await Promise.all(open.splice(0).map((each) => each.close()));
  for (const server of servers.splice(0)) server.close();
  await plain.stop();
});

function agencyAt(url: string): LiveAgency {
  const policy = { ...PATIENT_POLICY, authority: certificate.cert };
  const resolve = async () => ["127.0.0.1"];
  const connector = guardedConnector({ subgraph: "agency_itu", url: new URL(url), policy, resolve, allowLocal: true });
  const agency = liveAgencyOf(url, { policy, connector });
  open.push(agency);
  return agency;
}
const ask = async (agency: LiveAgency) => (await agency.ask(agencyQuestion(), Number.POSITIVE_INFINITY)).data;

/** Where an agency's server listens that does with each of its sockets as told, once it was asked something. */
async function secured(asked: (socket: Socket) => void): Promise<string> {
  const server = createTlsServer(certificate, (socket) => {
    socket.on("error", () => undefined);
    socket.on("data", () => asked(socket));
  });
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return `https://localhost:${(server.address() as AddressInfo).port}/graphql`;
}

it("answers of agencies are read into the one buffer of all, over TLS too: one read for each of a piece", async () => {
  const agency = agencyAt(plain.url);
  for (let asked = 0; asked < 3; asked += 1) expect(await ask(agency)).toEqual({ from: "plain" });
  expect(reads).toHaveBeenCalledTimes(3);
  const other = agencyAt(await secured((socket) => socket.write(answerBytes('{"data":{"from":"tls"}}'))));
  for (let asked = 0; asked < 3; asked += 1) expect(await ask(other)).toEqual({ from: "tls" });
  expect(reads).toHaveBeenCalledTimes(6);
});

it("and agencies whose answers come by turns in pieces are each told as having said what it said", async () => {
  const texts = ["é", "日", "🌍"].map((sign) => sign.repeat(30_000));
  /** By agency, its pieces in their order. */
  const turns: (() => void)[][] = texts.map(() => []);
  const agencies = await Promise.all(
    texts.map(async (text, index) => {
      const bytes = answerBytes(JSON.stringify({ data: { text } }));
      const url = await secured((socket) => {
        for (let at = 0; at < bytes.length; at += 9_999) turns[index]?.push(() => socket.write(bytes.subarray(at, at + 9_999)));
      });
      return agencyAt(url);
    }),
  );
  const answers = agencies.map(ask);
  while (turns.some((pieces) => pieces.length === 0)) await wait(5);
  const most = Math.max(...turns.map((pieces) => pieces.length));
  for (let turn = 0; turn < most; turn += 1) {
    for (const pieces of turns) pieces[turn]?.();
    await wait(2);
  }
  expect((await Promise.all(answers)).map((data) => data?.text)).toEqual(texts);
  expect(reads.mock.calls.length).toBeGreaterThanOrEqual(most);
});

it("a stream's events are kept beyond the moment, and have buffers of their own", async () => {
  const server = createHttpServer((_, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.end('event: next\ndata: {"data":{"rated":1}}\n\nevent: complete\ndata:\n\n');
  });
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const agency = agencyAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`);
  const events: unknown[] = [];
  for await (const { data } of agency.subscribe(agencyQuestion({ text: "subscription { rated }" }))) events.push(data);
  expect(events).toEqual([{ rated: 1 }]);
  expect(reads).not.toHaveBeenCalled();
});
