import type { WholeReply } from "../answering/reply";
import type { FetchReport } from "../engine/execution/execution";
import { AnswerCache, type AnswerKey } from "./answer-cache";
import { answerLifetime } from "./answer-lifetime";

const SILENT = { maxAge: null, private: false, unhinted: true };

function fetch(subgraph: string, cacheControl?: string, code: string | null = null): FetchReport {
  return { subgraph, startedAt: 0, took: 1, bytes: 1, entities: 0, answeredBy: "LIVE", cacheControl, code };
}

describe("how long an answer may be kept", () => {
  it("is the least that is usual for the subgraphs asked, where the schema and the headers are silent", () => {
    const usual = { teams: 60, money: 20 };
    expect(answerLifetime(SILENT, [fetch("teams"), fetch("money")], usual).seconds).toBe(20);
    expect(answerLifetime(SILENT, [fetch("teams"), fetch("other")], usual).seconds).toBe(0);
  });

  it("is what the schema says where that says something of every part, and headers only shorten it", () => {
    const hinted = { maxAge: 60, private: false, unhinted: false };
    expect(answerLifetime(hinted, [fetch("teams")], {}).seconds).toBe(60);
    expect(answerLifetime(hinted, [fetch("teams", "max-age=5")], {}).seconds).toBe(5);
    expect(answerLifetime(hinted, [fetch("teams", "max-age=500, private")], {})).toEqual({ seconds: 60, private: true });
  });

  it("is an hour at most, so that what is redacted is gone by then from past points too", () => {
    expect(answerLifetime(SILENT, [fetch("teams")], { teams: 86_400 }).seconds).toBe(3_600);
    expect(answerLifetime({ maxAge: 86_400, private: false, unhinted: false }, [fetch("teams")], {}).seconds).toBe(3_600);
  });

  it("is nothing where a subgraph failed, or nobody said anything", () => {
    expect(answerLifetime(SILENT, [fetch("teams", "max-age=60", "SOURCE_TIMEOUT")], { teams: 60 }).seconds).toBe(0);
    expect(answerLifetime({ ...SILENT, unhinted: false }, [], {}).seconds).toBe(0);
  });
});

const KEY: AnswerKey = { generation: "g", query: "{a}", operationName: null, variables: { a: 1, b: [2] }, point: "7", principal: null };
const REPLY: WholeReply = { kind: "whole", data: '{"a":1}', errors: [], extensions: null, status: 200, headers: new Map() };

describe("the cache of answers", () => {
  let now = 0;
  const opened = (bytes = 10_000): AnswerCache => new AnswerCache(bytes, () => now);

  beforeEach(() => {
    now = 1_000;
  });

  it("gives an answer again, with its age, until its time is over", () => {
    const cache = opened();
    cache.keep(KEY, REPLY, { seconds: 10, private: false });
    now += 4_000;
    expect(cache.find(KEY)).toEqual({ reply: REPLY, age: 4, left: 6, private: false });
    now += 6_000;
    expect(cache.find(KEY)).toBeNull();
  });

  it.each<[string, Partial<AnswerKey>]>([
    ["supergraph", { generation: "h" }],
    ["question", { query: "{b}" }],
    ["operation", { operationName: "A" }],
    ["variable", { variables: { a: 1, b: [3] } }],
    ["point", { point: "8" }],
    ["principal", { principal: "who" }],
  ])("gives nothing to another %s", (_, other) => {
    const cache = opened();
    cache.keep(KEY, REPLY, { seconds: 10, private: false });
    expect(cache.find({ ...KEY, ...other })).toBeNull();
    expect(cache.find({ ...KEY, variables: { b: [2], a: 1 } })).not.toBeNull();
  });

  it("keeps nothing with errors, without data or without time", () => {
    const cache = opened();
    cache.keep(KEY, { ...REPLY, errors: [{ message: "no" }] }, { seconds: 10, private: false });
    cache.keep(KEY, { ...REPLY, data: undefined }, { seconds: 10, private: false });
    cache.keep(KEY, REPLY, { seconds: 0, private: false });
    expect(cache.find(KEY)).toBeNull();
  });

  it("holds no more bytes than it may", () => {
    const cache = opened(3_000);
    for (let sequence = 0; sequence < 100; sequence += 1)
      cache.keep({ ...KEY, point: String(sequence) }, REPLY, { seconds: 10, private: false });
    expect(cache.bytes).toBeLessThanOrEqual(3_000);
    expect(cache.find({ ...KEY, point: "99" })).not.toBeNull();
  });
});
