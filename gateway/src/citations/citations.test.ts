import { createHash } from "node:crypto";
import { startTinyHub, type TinyHub } from "../testing/tiny-hub";
import { WAYS } from "../testing/ways";

interface Cited {
  readonly address: string | null;
  readonly note: string | null;
  readonly sha256: string | null;
  readonly operation: string;
  readonly variables: object;
  readonly definitions: readonly object[];
  readonly asOf: { readonly name: string };
}

describe.each(WAYS)("%s", (_way, way) => {
  let hub: TinyHub;
  let url: string;

  beforeAll(async () => {
    hub = await startTinyHub({ definitionsAt: async () => [{ id: "coverage", version: "1.1.0" }] }, way);
    ({ url } = await hub.gateway.listen(0, "127.0.0.1"));
  });
  afterAll(() => hub.gateway.stop());
  beforeEach(() => {
    hub.controls.suffix = "";
    hub.controls.listFails = null;
  });

  const CITE = "cite { address note sha256 operation variables asOf { name } definitions { id version } }";

  async function cite(query: string, variables: Record<string, unknown> = {}, token?: string): Promise<Cited> {
    const { body } = await hub.gateway.execute({ query, variables }, { token });
    expect(body.errors).toBeUndefined();
    return JSON.parse(JSON.stringify(body.data)).teamList.cite;
  }

  async function recall(address: string | null): Promise<{ status: number; text: string; code: unknown; digest: string | null }> {
    const response = await fetch(`${url}${address}`);
    expect(response.headers.get("cache-control")).toBe("no-cache");
    const text = await response.text();
    const code = JSON.parse(text).errors?.[0].extensions.code;
    return { status: response.status, text, code, digest: response.headers.get("repr-digest") };
  }

  describe("a citation", () => {
    it("gives an address that answers with the same bytes, whatever the log holds by then", async () => {
      const cited = await cite(`query Teams { teamList { totalCount nodes { id name } ${CITE} } }`);
      expect(cited).toMatchObject({
        note: null,
        operation: "query Teams{teamList{totalCount nodes{id name}}}",
        asOf: { name: "7@2026-11-01T09:30:00.000Z" },
        definitions: [{ id: "coverage", version: "1.1.0" }],
      });
      hub.points.length = 0;
      const first = await recall(cited.address);
      const again = await recall(cited.address);
      expect(first).toMatchObject({ status: 200, text: '{"data":{"teamList":{"totalCount":1,"nodes":[{"id":"c1","name":"Team c1"}]}}}' });
      expect(again.text).toBe(first.text);
      expect(createHash("sha256").update(first.text).digest("hex")).toBe(cited.sha256);
      expect(first.digest).toBe(`sha-256=:${Buffer.from(cited.sha256 ?? "", "hex").toString("base64")}:`);
      expect(hub.points).toEqual([{ snapshot: cited.asOf.name }, { snapshot: cited.asOf.name }]);
    });

    it("is asked at the point that was answered, whatever asOf named it", async () => {
      const cited = await cite(`query ($point: AsOf) { teamList(asOf: $point) { nodes { id } ${CITE} } }`, {
        point: { snapshot: "spring" },
      });
      expect(cited.asOf.name).toBe("spring");
      hub.points.length = 0;
      await expect(recall(cited.address)).resolves.toMatchObject({ status: 200 });
      expect(hub.points).toEqual([{ snapshot: "4@2026-04-01T00:00:00.000Z" }]);
    });

    it("leaves out what only cites: fields, fragments and variables", async () => {
      const query = `
      query Used($first: Int, $told: Boolean!, $also: Boolean!) {
        teamList(first: $first) { ...Rows cite { ...How } other: cite @include(if: $told) { address } }
        plain: teamList { cite { address } }
        teams @skip(if: $also) { id }
      }
      query Another { teams { id } }
      fragment Rows on TeamConnection { nodes { id } }
      fragment How on Citation { address note sha256 operation variables asOf { ...When } definitions { id version } }
      fragment When on Snapshot { name }`;
      const variables = { first: 1, told: true, also: true };
      const { body } = await hub.gateway.execute({ query, variables, operationName: "Used" });
      expect(body.errors).toBeUndefined();
      const { cite: cited } = JSON.parse(JSON.stringify(body.data)).teamList;
      expect(cited.operation).toBe(
        "query Used($first:Int$also:Boolean!){teamList(first:$first){...Rows}plain:teamList{__typename}teams@skip(if:$also){id}}fragment Rows on TeamConnection{nodes{id}}",
      );
      expect(cited.variables).toEqual({ first: 1, also: true });
      await expect(recall(cited.address)).resolves.toMatchObject({ status: 200 });
    });

    it("promises what anyone may read, and says so to one who sees more", async () => {
      const cited = await cite(`{ teamList { totalCount ${CITE} } }`, {}, "good");
      expect(cited.note).toMatch(/which may be less/);
      await expect(recall(cited.address)).resolves.toMatchObject({ text: '{"data":{"teamList":{"totalCount":1}}}' });
    });

    it("CITATION_BROKEN: says so when the same bytes can't be given any more", async () => {
      const cited = await cite(`{ teamList { nodes { name } ${CITE} } }`);
      hub.controls.suffix = " (renamed)";
      const changed = await recall(cited.address);
      expect(changed).toMatchObject({ status: 410, code: "CITATION_BROKEN" });
      expect(changed.text).toContain("coverage@1.1.0");
      hub.controls.listFails = "NOT_FOUND";
      const refused = await recall(cited.address);
      expect(refused).toMatchObject({ status: 410, code: "CITATION_BROKEN" });
      expect(refused.text).toContain("NOT_FOUND");
    });

    it("isn't broken by what passes: a fault or a full house is told as what it is", async () => {
      const cited = await cite(`{ teamList { nodes { name } ${CITE} } }`);
      for (const [code, status] of [
        ["OVERLOADED", 503],
        ["DEADLINE", 504],
        ["LOG_BUSY", 503],
      ] as const) {
        hub.controls.listFails = code;
        await expect(recall(cited.address)).resolves.toMatchObject({ status, code });
      }
      hub.controls.listFails = null;
      await expect(recall(cited.address)).resolves.toMatchObject({ status: 200 });
    });

    it("has no address where the question is too long for one, and a hash all the same", async () => {
      // What can't be pressed: names that share nothing.
      const noise = Array.from({ length: 400 }, (_, at) => createHash("sha256").update(String(at)).digest("hex"));
      const long = await cite(`query ($ids: [ID!]!) { teamList { nodes { id } ${CITE} } teamsById(ids: $ids) { id } }`, { ids: noise });
      expect(long).toMatchObject({
        address: null,
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        note: expect.stringContaining("too long"),
      });
    });

    it("CITATION_INVALID: refuses an address that was cut or made up", async () => {
      const { address } = await cite(`{ teamList { nodes { id } ${CITE} } }`);
      const whole = new URL(`${url}${address}`).searchParams;
      const cut = [
        "/cite",
        "/cite?at=7&ask=x&sha256=y",
        (address ?? "").slice(0, -20),
        `/cite?${new URLSearchParams({ ...Object.fromEntries(whole), ask: Buffer.from("{}").toString("base64url") })}`,
      ];
      for (const path of cut) await expect(recall(path)).resolves.toMatchObject({ status: 400, code: "CITATION_INVALID" });
      const forged = (parts: Record<string, string>): string => `/cite?${new URLSearchParams({ ...Object.fromEntries(whole), ...parts })}`;
      const made = [{ at: "spring" }, { under: "coverage@1.1.0\r\nSet-Cookie: a=b" }, { under: "coverage" }, { under: "Ж@1" }];
      for (const parts of made) await expect(recall(forged(parts))).resolves.toMatchObject({ status: 400, code: "CITATION_INVALID" });
      const ahead = new URLSearchParams(whole);
      ahead.set("at", "9@2026-11-01T09:30:00.000Z");
      await expect(recall(`/cite?${ahead}`)).resolves.toMatchObject({ status: 410, code: "CITATION_BROKEN" });
    });

    it("never does a mutation again", async () => {
      const { body } = await hub.gateway.execute({ query: "mutation { write }" });
      expect(body.data).toEqual({ write: 9 });
      const { deflateRawSync } = await import("node:zlib");
      const ask = deflateRawSync(JSON.stringify(["mutation { write }", {}])).toString("base64url");
      const forged = new URLSearchParams({ at: "7@2026-11-01T09:30:00.000Z", under: "", sha256: "0".repeat(64), ask });
      await expect(recall(`/cite?${forged}`)).resolves.toMatchObject({ status: 410, code: "CITATION_BROKEN" });
    });
  });
});
