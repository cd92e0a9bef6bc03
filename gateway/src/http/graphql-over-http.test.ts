import { type Audit, serverAudits } from "graphql-http";
import { startTinyHub, type TinyHub } from "../testing/tiny-hub";
import { WAYS } from "../testing/ways";

/**
 * What the specification only allows, and the hub doesn't do: a GET that any page could have sent is refused, so that
 * the audits that send one see 400. With the header that such a GET has to carry they pass, below.
 */
const REFUSED_GETS = ["5A70", "D6D5", "6A70"];

describe.each(WAYS)("GraphQL over HTTP, as its specification's audits see %s", (_way, way) => {
  let hub: TinyHub;
  let url: string;
  beforeAll(async () => {
    hub = await startTinyHub({}, way);
    ({ url } = await hub.gateway.listen(0, "127.0.0.1"));
  });
  afterAll(() => hub.gateway.stop());

  const audits = (headers: Record<string, string> = {}): Audit[] =>
    serverAudits({
      url: () => `${url}/graphql`,
      fetchFn: (address: string, init: RequestInit = {}) => fetch(address, { ...init, headers: { ...headers, ...init.headers } }),
    });
  const failedOf = async (list: readonly Audit[]): Promise<string[]> => {
    const results = await Promise.all(list.map(({ fn }) => fn()));
    return results.flatMap((result) => (result.status === "ok" ? [] : [`${result.id} ${result.name}: ${result.reason}`]));
  };

  it("passes every one of them, but those that ask by a GET from anywhere", async () => {
    const failed = await failedOf(audits());
    expect(failed.map((line) => line.slice(0, 4)).sort()).toEqual([...REFUSED_GETS].sort());
    expect(failed.filter((line) => /MUST|SHOULD/.test(line))).toEqual([]);
  });

  it("passes every one of them where each request carries the header that makes a browser ask first", async () => {
    await expect(failedOf(audits({ "graphql-require-preflight": "1" }))).resolves.toEqual([]);
  });
});
