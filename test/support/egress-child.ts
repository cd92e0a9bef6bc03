import "reflect-metadata";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { askOutside, ContractClient } from "@actionline/agencies/remote/contract-client";
import { fetchFile } from "@actionline/agencies/remote/fetched-file";
import { startAgencyHub } from "@actionline/gateway/agencies/testing/agency-hub";
import { agencySubgraph } from "@actionline/gateway/agencies/testing/agency-subgraph";
import { fakeMirror } from "@actionline/gateway/agencies/testing/fake-mirror";
import { executable } from "@actionline/gateway/engine/testing/compose";
import { post } from "@actionline/kit/egress/post";
import { checkHosted } from "@actionline/registry/conformance/check-hosted";
import { watchEgress } from "./egress-witness";

/** Names of the test, and where they lead: no name server is asked. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  "metadata.example.org": ["169.254.169.254"],
  "inside.example.org": ["10.1.2.3"],
  "mixed.example.org": ["93.184.215.14", "192.168.1.1"],
  "six.example.org": ["fd00:ec2::254"],
  "carried.example.org": ["64:ff9b::a9fe:a9fe"],
  "elsewhere.example.org": ["93.184.215.14"],
};
const resolve = async (host: string): Promise<readonly string[]> => NAMES[host] ?? [];
const LIMITS = { allowLocal: true, resolve, timeoutMs: 10_000, mostBytes: 1_000_000 };
/** Of those only the hosted way has a list of hosts. */
const LISTED = new Set(["elsewhere.example.org"]);

/** A server of this machine that leads everybody on to others. */
async function startRedirector(): Promise<{ readonly urls: readonly string[]; stop(): void }> {
  const targets = ["http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/", "//192.168.1.1/", "http://[fd00:ec2::254]/"];
  const server = createServer((request, response) => {
    request.resume();
    const [, status, target] = (request.url ?? "").split("/");
    response.writeHead(Number(status), { location: targets[Number(target)] }).end();
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  const urls = [301, 302, 303, 307, 308].flatMap((status) => targets.map((_, at) => `http://127.0.0.1:${port}/${status}/${at}`));
  return { urls, stop: () => server.close() };
}

/** A whole gateway with an agency behind each address. */
async function askAgencies(urls: readonly string[]): Promise<number> {
  const agencies = urls.map((url, number) => {
    const subgraph = agencySubgraph(`a${number}`, () => ({ [`a${number}_rating`]: 10 }));
    return { subgraph, url, mirror: fakeMirror(executable(subgraph), new Date(0)) };
  });
  const policies = { "*": { hosts: ["api.example.org"] } };
  const local = Object.fromEntries(urls.flatMap((url, number) => (url.includes("127.0.0.1") ? [[`a${number}`, { hosts: null }]] : [])));
  const hub = await startAgencyHub(agencies, { resolve }, { settings: { agencies: { ...policies, ...local }, requestMs: 60_000 } });
  const { body } = await hub.gateway.execute({ query: `{ teams { ${agencies.map((_, number) => `a${number}_rating`).join(" ")} } }` });
  await hub.gateway.stop();
  const sources = (body.extensions?.sources ?? []) as readonly { readonly answeredBy: string }[];
  return sources.filter(({ answeredBy }) => answeredBy === "MIRROR").length;
}

/** Harvest, a file, the check of a publish, a webhook: how many of them came to nothing. */
async function goOtherWays(url: URL): Promise<number> {
  const refused = (asked: Promise<unknown>) =>
    asked.then(
      () => 0,
      () => 1,
    );
  const sdl = 'type Query { agency: String } type Team @key(fields: "id") { id: ID! }';
  const counts = await Promise.all([
    refused(new ContractClient("a", askOutside(url, LIMITS)).describe()),
    refused(fetchFile(url, null, LIMITS)),
    refused(isServed(url, sdl)),
    post({ url, body: "{}", headers: {} }, LIMITS).then(({ delivered }) => (delivered ? 0 : 1)),
  ]);
  return counts.reduce<number>((sum, count) => sum + count, 0);
}

async function isServed(url: URL, sdl: string): Promise<void> {
  const problems = await checkHosted({ resolve, allowLocal: true })({ agency: "a", url: url.href, sdl });
  if (problems.length > 0) throw new Error("it isn't served");
}

async function main(mode: string): Promise<void> {
  const egress = watchEgress();
  const redirector = await startRedirector();
  const urls = [...redirector.urls, ...Object.keys(NAMES).map((host) => `https://${host}/graphql`), "https://169.254.169.254/graphql"];
  let refused = 0;
  if (mode === "bare") await fetch(redirector.urls[0] ?? "", { signal: AbortSignal.timeout(2_000) }).catch(() => undefined);
  else {
    refused = await askAgencies(urls);
    for (const url of urls.map((text) => new URL(text))) if (!LISTED.has(url.hostname)) refused += await goOtherWays(url);
  }
  redirector.stop();
  process.stdout.write(`${JSON.stringify({ ...egress(), urls: urls.length, listed: LISTED.size, refused })}\n`, () => process.exit());
}

void main(process.argv[2] ?? "");
