import type { Mirror } from "@actionline/mirror/mirror";
import { subgraphNameOf } from "@actionline/schema/agency-names";
import { composeServices } from "@apollo/composition";
import { parse } from "graphql";
import type { TestSubgraph } from "../../engine/testing/compose";
import type { GatewayOptions } from "../../gateway";
import { startTinyHub, type TinyHub } from "../../testing/tiny-hub";
import { buildTinyMoney } from "../../testing/tiny-money";
import { buildTinyTeams } from "../../testing/tiny-teams";
import { newHubKey } from "../identity/hub-key";

/** An agency of a test: its subgraph, where its server is, and what is asked in its place. */
export interface TestAgency {
  readonly subgraph: TestSubgraph;
  /** Null where it has no server. */
  readonly url: string | null;
  readonly mirror: Mirror;
}

/** The supergraph of the tiny hub's own subgraphs and of agencies'. */
export async function supergraphWith(agencies: readonly Pick<TestAgency, "subgraph" | "url">[]): Promise<string> {
  const controls = { gate: Promise.resolve(), contexts: [], requests: [] };
  const hub = [await buildTinyTeams(controls), await buildTinyMoney(controls)];
  const services = [
    ...hub.map(({ name, sdl }) => ({ name, url: `hub:${name}`, typeDefs: parse(sdl) })),
    ...agencies.map(({ subgraph: { name, sdl }, url }) => ({ name, url: url ?? "", typeDefs: parse(`${LINK}\n${sdl}`) })),
  ];
  const { supergraphSdl, errors } = composeServices(services);
  if (supergraphSdl === undefined) throw new Error(errors?.map(({ message }) => message).join("\n"));
  return supergraphSdl;
}

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@external", "@requires"])`;

/** The tiny hub, with agencies beside its own subgraphs. */
export async function startAgencyHub(
  agencies: readonly TestAgency[],
  given: Partial<NonNullable<GatewayOptions["agencies"]>> = {},
  options: Partial<GatewayOptions> = {},
): Promise<TinyHub> {
  const mirrors = new Map(agencies.map(({ subgraph, mirror }) => [subgraph.name, mirror]));
  return startTinyHub({
    ...options,
    supergraphSdl: options.supergraphSdl ?? (await supergraphWith(agencies)),
    agencies: {
      key: newHubKey(),
      mirrorOf: (agency) => {
        const mirror = mirrors.get(subgraphNameOf(agency));
        if (mirror === undefined) throw new Error(`the test gave no mirror of ${agency}`);
        return mirror;
      },
      ...given,
    },
    settings: { allowLocalAgencies: true, ...options.settings },
  });
}
