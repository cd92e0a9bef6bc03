import type { AddressInfo } from "node:net";
import { createServer, type Server as TcpServer } from "node:net";
import { createServer as createTlsServer, type TlsOptions } from "node:tls";
import { type HostileSource, saysJson, startHostileSource } from "../../engine/testing/hostile-source";
import { outcomeOf } from "../../engine/testing/outcome";
import type { AgencyPolicy } from "../agency-policy";
import { certificateFor } from "../testing/certificate";
import { agencyQuestion, liveAgencyOf, PATIENT_POLICY } from "../testing/live-agency-of";
import { guardedConnector } from "./guarded-connector";
import type { LiveAgency } from "./live-agency";

interface Way {
  readonly resolve?: (host: string) => Promise<readonly string[]>;
  readonly allowLocal?: boolean;
  readonly policy?: Partial<AgencyPolicy>;
}

const open: LiveAgency[] = [];
const servers: TcpServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
  for (const server of servers.splice(0)) server.close();
});

function way(url: string, { resolve = async () => ["127.0.0.1"], allowLocal = true, policy = {} }: Way = {}): LiveAgency {
  const whole = { ...PATIENT_POLICY, ...policy };
  const connector = guardedConnector({ subgraph: "agency_itu", url: new URL(url), policy: whole, resolve, allowLocal });
  const made = liveAgencyOf(url, { policy: whole, connector });
  open.push(made);
  return made;
}
const ask = (url: string, given?: Way) => outcomeOf(way(url, given).ask(agencyQuestion(), Number.POSITIVE_INFINITY));

describe("where the hub goes to ask an agency", () => {
  let canary: HostileSource;
  beforeAll(async () => {
    canary = await startHostileSource(saysJson({ data: {} }));
  });
  afterAll(() => canary.stop());
  const port = () => new URL(canary.url).port;
  /** Whatever a name leads to, it leads to the canary, who would hear of it. */
  const untouched = async (url: string, given: Way = {}) => {
    const outcome = await ask(url, { allowLocal: false, ...given });
    expect(canary.opened).toBe(0);
    return outcome;
  };

  it.each(["127.0.0.1", "127.1", "0x7f.1", "2130706433", "017700000001"])("E07: not to %s", async (host) => {
    expect(await untouched(`https://${host}:8443/graphql`)).toBe("SOURCE_ADDRESS_BLOCKED");
    expect(await untouched(`http://${host}:${port()}/graphql`)).toBe("SOURCE_ADDRESS_BLOCKED");
  });

  it.each(["::1", "::", "::ffff:127.0.0.1", "::7f00:1", "64:ff9b::a9fe:a9fe", "2002:a9fe:a9fe::1", "fe80::1", "fd00:ec2::254"])(
    "E08: not to [%s]",
    async (host) => expect(await untouched(`https://[${host}]/graphql`)).toBe("SOURCE_ADDRESS_BLOCKED"),
  );

  it.each(["169.254.169.254", "100.64.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1", "0.0.0.0", "240.0.0.1"])(
    "E09: not to %s",
    async (host) => expect(await untouched(`https://${host}/graphql`)).toBe("SOURCE_ADDRESS_BLOCKED"),
  );

  it.each(["localhost.", "LOCALHOST", "127。0。0。1", "①②⑦.0.0.1"])("E10: not to %s", async (host) =>
    expect(await untouched(`https://${host}/graphql`)).toBe("SOURCE_ADDRESS_BLOCKED"),
  );

  it("E12, E13: not where any address that a name has at the moment isn't public", async () => {
    for (const addresses of [["127.0.0.1"], ["93.184.215.14", "127.0.0.1"], ["93.184.215.14", "::1"], ["::ffff:127.0.0.1"]]) {
      const resolve = async () => addresses;
      expect(await untouched("https://api.agency.org/graphql", { resolve })).toBe("SOURCE_ADDRESS_BLOCKED");
    }
  });

  it("E14: not where a name has a thousand addresses, or leads nowhere", async () => {
    const many = Array.from({ length: 1_000 }, (_, number) => `93.184.${number >> 8}.${number & 255}`);
    expect(await untouched("https://api.agency.org/graphql", { resolve: async () => many })).toBe("SOURCE_ADDRESS_BLOCKED");
    expect(await untouched("https://api.agency.org/graphql", { resolve: async () => [] })).toBe("SOURCE_UNAVAILABLE");
  });

  it("E14: a name that takes for ever to look up is given up in its time", async () => {
    const resolve = () => new Promise<string[]>(() => undefined);
    expect(await untouched("https://api.agency.org/graphql", { resolve, policy: { connectMs: 50 } })).toBe("SOURCE_UNAVAILABLE");
  });

  it.each([22, 25, 6379, 27017])("E15: not to port %d", async (number) => {
    expect(await untouched(`https://api.agency.org:${number}/graphql`)).toBe("SOURCE_ADDRESS_BLOCKED");
  });

  it("E16: not without TLS", async () => {
    expect(await untouched("http://api.agency.org/graphql", { resolve: async () => ["93.184.215.14"] })).toBe("SOURCE_ADDRESS_BLOCKED");
  });

  it("not to a host or a port that wasn't registered, though it is public", async () => {
    const policy = { hosts: ["api.agency.org:443"] };
    expect(await untouched("https://other.agency.org/graphql", { policy })).toBe("SOURCE_ADDRESS_BLOCKED");
    expect(await untouched("https://api.agency.org:8443/graphql", { policy })).toBe("SOURCE_ADDRESS_BLOCKED");
  });

  it("E19: nor over a proxy of the environment", async () => {
    const server = await startHostileSource(saysJson({ data: {} }));
    const before = { ...process.env };
    const proxies = {
      HTTP_PROXY: canary.url,
      http_proxy: canary.url,
      HTTPS_PROXY: canary.url,
      ALL_PROXY: canary.url,
      NODE_USE_ENV_PROXY: "1",
    };
    Object.assign(process.env, proxies);
    try {
      expect(await ask(server.url)).toBe("ANSWERED");
      expect(canary.opened).toBe(0);
    } finally {
      process.env = before;
      await server.stop();
    }
  });

  it("X: with a connector that looks at nothing, the canary hears of it", async () => {
    expect(await ask(canary.url, { resolve: async () => ["127.0.0.1"] })).toBe("ANSWERED");
    expect(canary.opened).toBe(1);
  });
});

it("E12: a name is looked up anew for each connection, and one that leads elsewhere by then is refused", async () => {
  const server = await startHostileSource(({ socket }) => {
    socket.end('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 11\r\nconnection: close\r\n\r\n{"data":{}}');
  });
  let lookups = 0;
  const resolve = async () => (lookups++ === 0 ? ["127.0.0.1"] : ["10.0.0.1"]);
  const agency = way(`http://localhost:${new URL(server.url).port}/graphql`, { resolve });
  expect(await outcomeOf(agency.ask(agencyQuestion(), Number.POSITIVE_INFINITY))).toBe("ANSWERED");
  expect(await outcomeOf(agency.ask(agencyQuestion(), Number.POSITIVE_INFINITY))).toBe("SOURCE_ADDRESS_BLOCKED");
  expect(lookups).toBe(2);
  expect(server.asked).toHaveLength(1);
  await server.stop();
});

describe("what the hub demands of an agency's certificate", () => {
  const ANSWER = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 11\r\n\r\n{"data":{}}';
  const good = certificateFor("localhost");

  async function serve(options: TlsOptions): Promise<{ readonly url: string; readonly heard: string[] }> {
    const heard: string[] = [];
    const server = createTlsServer(options, (socket) => {
      socket.on("error", () => undefined);
      socket.on("data", (piece) => {
        heard.push(piece.toString());
        socket.write(ANSWER);
      });
    });
    server.on("tlsClientError", () => undefined);
    servers.push(server);
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    return { url: `https://localhost:${(server.address() as AddressInfo).port}/graphql`, heard };
  }

  it("that an authority vouches for it, for this host, today", async () => {
    const { url } = await serve(good);
    expect(await ask(url, { policy: { authority: good.cert } })).toBe("ANSWERED");
    expect(await ask(url, { policy: { authority: good.cert, pins: [good.pin] } })).toBe("ANSWERED");
  });

  const day = 86_400_000;
  it.each([
    ["expired", certificateFor("localhost", { from: -3 * day, to: -2 * day }), {}],
    ["not yet valid", certificateFor("localhost", { from: 2 * day, to: 3 * day }), {}],
    ["of another host", certificateFor("other.agency.org"), {}],
    ["vouched for by nobody", good, { authority: null }],
    ["of another key than is pinned", good, { pins: [certificateFor("localhost").pin] }],
  ] as const)("E17: one that is %s is refused, and nothing is said to it", async (_, certificate, policy) => {
    const { url, heard } = await serve(certificate);
    expect(await ask(url, { policy: { authority: certificate.cert, ...policy } })).toBe("SOURCE_UNAVAILABLE");
    expect(heard).toEqual([]);
  });

  it("E17: the environment can't turn that off", async () => {
    const { url, heard } = await serve(good);
    const before = process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";
    try {
      expect(await ask(url)).toBe("SOURCE_UNAVAILABLE");
      expect(heard).toEqual([]);
    } finally {
      if (before === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
      else process.env.NODE_TLS_REJECT_UNAUTHORIZED = before;
    }
  });

  it("E18: TLS of before 1.2 is refused", async () => {
    const { url, heard } = await serve({ ...good, minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "DEFAULT:@SECLEVEL=0" });
    expect(await ask(url, { policy: { authority: good.cert } })).toBe("SOURCE_UNAVAILABLE");
    expect(heard).toEqual([]);
  });

  it("E18: a handshake that stalls is given up in its time", async () => {
    const silent = createServer((socket) => socket.on("error", () => undefined));
    servers.push(silent);
    await new Promise<void>((listening) => silent.listen(0, "127.0.0.1", listening));
    const url = `https://localhost:${(silent.address() as AddressInfo).port}/graphql`;
    expect(await ask(url, { policy: { authority: good.cert, connectMs: 100 } })).toBe("SOURCE_UNAVAILABLE");
  });
});
