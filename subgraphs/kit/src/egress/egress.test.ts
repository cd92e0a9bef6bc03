import { createSocket } from "node:dgram";
import { readFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import * as fc from "fast-check";
import { startReceiver } from "../testing/receiver";
import { outsideUrl } from "./outside-url";
import { post } from "./post";
import { isPublicAddress } from "./public-address";
import { resolveByServers, resolvePublic } from "./resolve-public";

const STRICT = { allowLocal: false };
const LOCAL = { allowLocal: true };
const WHAT = "A webhook's address";
const given = (text: string, settings = STRICT): URL => outsideUrl(text, { what: WHAT, ...settings });
const reject = (text: string, settings = STRICT): void => {
  expect(() => given(text, settings)).toThrow(WHAT);
};

it("says of an address on the hub's own machine which hub would take it", () => {
  expect(() => given("http://127.0.0.1:4101/")).toThrow("only a hub on trial asks");
  expect(given("http://127.0.0.1:4101/", LOCAL).port).toBe("4101");
});

test.each([
  "https://127.0.0.1/",
  "https://127.1/",
  "https://0x7f.1/",
  "https://2130706433/",
  "https://017700000001/",
  "https://[::1]/",
  "https://[::]/",
  "https://[::ffff:127.0.0.1]/",
  "https://[::7f00:1]/",
  "https://[64:ff9b::a9fe:a9fe]/",
  "https://[2002:a9fe:a9fe::1]/",
  "https://[fe80::1]/",
  "https://[fd00:ec2::254]/",
  "https://169.254.169.254/latest/meta-data",
  "https://100.64.0.1/",
  "https://192.0.2.7/",
  "https://198.18.0.1/",
  "https://224.0.0.1/",
  "https://0.0.0.0/",
  "https://255.255.255.255/",
  "https://10.0.0.1/",
  "https://172.16.0.1/",
  "https://192.168.1.1/",
  "https://localhost/",
  "https://localhost./",
  "https://LOCALHOST/",
  "https://127。0。0。1/",
  "https://①②⑦.0.0.1/",
  "https://intranet/",
  "https://db.internal/",
  "https://printer.local/",
  "https://user:pw@example.org/",
  "https://user@example.org/",
  "https://example.org/#fragment",
  "https://example.org\\@127.0.0.1/",
  "https://exa\tmple.org/",
  "https://example.org/\r\nHost: x",
  " https://example.org/",
  "https://example.org:22/",
  "https://example.org:25/",
  "https://example.org:6379/",
  "https://example.org:27017/",
  "https://example.org:0/",
  "https://example.org:65536/",
  "http://example.org/",
  "ftp://example.org/",
  "file:///etc/passwd",
  "gopher://example.org/",
  "//example.org/",
  "example.org",
  `https://example.org/${"a".repeat(2_000)}`,
])("E07–E11, E15, E16: %s is refused when it is given", (text) => reject(text));

test.each([
  "https://example.org/hooks",
  "https://example.org:8443/a?token=1",
  "https://EXAMPLE.org",
  "https://8.8.8.8/",
  "https://[2606:4700::1111]/",
])("%s is taken", (text) => expect(given(text).protocol).toBe("https:"));

test("local addresses are taken only where the operator lets them, and then only this machine's own", () => {
  expect(given("http://127.0.0.1:4711/hook", LOCAL).port).toBe("4711");
  expect(given("http://[::1]:4711/hook", LOCAL).port).toBe("4711");
  for (const text of ["http://10.0.0.1/", "http://example.org/", "https://192.168.0.1/", "http://169.254.169.254/"]) reject(text, LOCAL);
});

test("E22: no spelling of an address that isn't public gets through", () => {
  const blocked = fc.oneof(
    fc.tuple(fc.constant(127), byte(), byte(), byte()),
    fc.tuple(fc.constant(10), byte(), byte(), byte()),
    fc.tuple(fc.constant(192), fc.constant(168), byte(), byte()),
    fc.tuple(fc.constant(169), fc.constant(254), byte(), byte()),
    fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), byte(), byte()),
    fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), byte(), byte()),
    fc.tuple(fc.integer({ min: 224, max: 255 }), byte(), byte(), byte()),
    fc.tuple(fc.constant(0), byte(), byte(), byte()),
  );
  const property = fc.property(blocked, fc.integer({ min: 0, max: 9 }), (bytes, way) => reject(`https://${spelled(bytes, way)}/`));
  fc.assert(property, { numRuns: 20_000, seed: 7 });
});

const byte = (): fc.Arbitrary<number> => fc.integer({ min: 0, max: 255 });

/** The same four bytes, as browsers and hostile minds write them. */
function spelled([a, b, c, d]: readonly [number, number, number, number], way: number): string {
  const number = ((a * 256 + b) * 256 + c) * 256 + d;
  const [high, low] = [(a * 256 + b).toString(16), (c * 256 + d).toString(16)];
  const ways = [
    `${a}.${b}.${c}.${d}`,
    `${number}`,
    `0x${number.toString(16)}`,
    `0${number.toString(8)}`,
    `${a}.${b}.${c * 256 + d}`,
    `0x${a.toString(16)}.0${b.toString(8)}.${c}.${d}.`,
    `[::ffff:${high}:${low}]`,
    `[::${high}:${low}]`,
    `[64:ff9b::${high}:${low}]`,
    `[2002:${high}:${low}::1]`,
  ];
  return ways[way] ?? "";
}

test.each([
  "::7f00:1",
  "::ffff:8.8.8.8",
  "64:ff9b::808:808",
  "64:ff9b:1::1",
  "2001::1",
  "2001:db8::1",
  "2002:808:808::1",
  "3fff::1",
  "fec0::1",
  "ff02::1",
  "fe80::1%eth0",
  "100::1",
  "5f00::1",
  "nonsense",
  "",
])("E08: %j isn't public", (address) => expect(isPublicAddress(address)).toBe(false));

describe("a name", () => {
  const url = new URL("https://hooks.example.org/");
  const resolved = (...addresses: string[]) => resolvePublic(url, async () => addresses, STRICT);

  test("E13: leads where all of its addresses are public, and nowhere where one isn't", async () => {
    expect(await resolved("93.184.215.14")).toEqual(["93.184.215.14"]);
    expect(await resolved("93.184.215.14", "10.0.0.1")).toBeNull();
    expect(await resolved("127.0.0.1")).toBeNull();
    expect(await resolved("::ffff:127.0.0.1")).toBeNull();
    expect(await resolved()).toBeNull();
    expect(await resolved(...Array.from({ length: 65 }, () => "93.184.215.14"))).toBeNull();
  });

  test("that can't be looked up leads nowhere", async () => {
    const failing = resolvePublic(url, () => Promise.reject(new Error("getaddrinfo ENOTFOUND hooks.example.org")), STRICT);
    expect(await failing).toBeNull();
  });

  test("of another host than this machine's own never leads to this machine, whatever is allowed", async () => {
    expect(await resolvePublic(new URL("https://hooks.example.org:8443/"), async () => ["127.0.0.1"], LOCAL)).toBeNull();
    expect(await resolvePublic(new URL("http://localhost:1/"), async () => ["127.0.0.1", "10.0.0.1"], LOCAL)).toBeNull();
  });

  test("E12: is looked up once for each post: what is connected to is what was checked", async () => {
    const receiver = await startReceiver();
    const { port } = new URL(receiver.url);
    let asked = 0;
    const rebinding = async (): Promise<string[]> => {
      asked += 1;
      return asked === 1 ? ["127.0.0.1"] : ["10.0.0.1"];
    };
    const posting = { url: new URL(`http://localhost:${port}/`), body: "{}", headers: {} };
    expect(await post(posting, { ...LOCAL, resolve: rebinding, timeoutMs: 2_000 })).toEqual({ delivered: true });
    expect(asked).toBe(1);
    expect(await post(posting, { ...LOCAL, resolve: rebinding, timeoutMs: 2_000 })).toMatchObject({ delivered: false });
    expect(receiver.received).toHaveLength(1);
    await receiver.stop();
  });

  test("that the system knows by another address is connected to at the one that was checked, and nowhere else", async () => {
    const receiver = await startReceiver();
    const { port } = new URL(receiver.url);
    const posting = { url: new URL(`http://localhost:${port}/`), body: "{}", headers: {} };
    expect(await post(posting, { ...LOCAL, resolve: async () => ["127.0.0.3"], timeoutMs: 1_000 })).toMatchObject({ delivered: false });
    expect(receiver.received).toEqual([]);
    await receiver.stop();
  });

  test("of several addresses that were checked is reached at whichever answers", async () => {
    const receiver = await startReceiver();
    const posting = { url: new URL(`http://localhost:${new URL(receiver.url).port}/`), body: "{}", headers: {} };
    const resolve = async (): Promise<string[]> => ["127.0.0.3", "127.0.0.1"];
    expect(await post(posting, { ...LOCAL, resolve, timeoutMs: 5_000 })).toEqual({ delivered: true });
    await receiver.stop();
  });

  test("E14: whose name servers never answer leads nowhere, and holds up nothing else that the process does", async () => {
    const silent = createSocket("udp4");
    await new Promise<void>((bound) => silent.bind(0, "127.0.0.1", bound));
    const resolve = resolveByServers([`127.0.0.1:${(silent.address() as AddressInfo).port}`]);
    let ended = 0;
    const lookups = Array.from({ length: 16 }, (_, number) =>
      resolve(`hooks${number}.example.org`).finally(() => {
        ended += 1;
      }),
    );
    await readFile(__filename);
    expect(ended).toBe(0);
    expect((await Promise.all(lookups)).flat()).toEqual([]);
    silent.close();
  });

  test("that takes too long to look up ends in time", async () => {
    const posting = { url, body: "{}", headers: {} };
    const never = (): Promise<string[]> => new Promise(() => undefined);
    expect(await post(posting, { ...STRICT, resolve: never, timeoutMs: 50 })).toEqual({
      delivered: false,
      reason: "It didn't answer in time.",
    });
  });
});

test("E19: a proxy named in the environment isn't used", async () => {
  const [proxy, receiver] = [await startReceiver(), await startReceiver()];
  const before = { ...process.env };
  Object.assign(process.env, {
    HTTP_PROXY: proxy.url,
    http_proxy: proxy.url,
    HTTPS_PROXY: proxy.url,
    ALL_PROXY: proxy.url,
    NODE_USE_ENV_PROXY: "1",
  });
  try {
    const posting = { url: new URL(receiver.url), body: "{}", headers: {} };
    expect(await post(posting, { ...LOCAL, resolve: async () => ["127.0.0.1"], timeoutMs: 2_000 })).toEqual({ delivered: true });
    expect(proxy.received).toEqual([]);
  } finally {
    process.env = before;
    await Promise.all([proxy.stop(), receiver.stop()]);
  }
});

test("why a connection failed is told without any address", async () => {
  const closed = await startReceiver();
  await closed.stop();
  const outcome = await post(
    { url: new URL(closed.url), body: "{}", headers: {} },
    { ...LOCAL, resolve: async () => ["127.0.0.1"], timeoutMs: 2_000 },
  );
  expect(outcome).toEqual({ delivered: false, reason: "The connection failed." });
});
