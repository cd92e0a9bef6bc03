import { executable, type TestSubgraph } from "../../engine/testing/compose";
import type { GatewayOptions } from "../../gateway";
import type { TinyHub } from "../../testing/tiny-hub";
import { startAgencyHub } from "./agency-hub";
import { type AgencyServer, type Manner, startAgencyServer } from "./agency-server";
import { agencySubgraph } from "./agency-subgraph";
import { judge, toldBy, type Verdict } from "./failover-judge";
import { fakeMirror } from "./fake-mirror";

const READ_AT = new Date("2026-10-30T12:00:00.000Z");
const MOST_NOTED = 20;
/** How servers fail, in turn. */
export const FAILURES: readonly Manner[] = ["RESETS", "HANGS", "REFUSES", "GARBAGE"];

/** What people ask: nothing of agencies, one, one thing in two places, or all of them. */
const KINDS: readonly ((agency: string, all: readonly string[]) => string)[] = [
  () => "{ teams { id name } }",
  (agency) => `{ teams { id ${agency}_rating } }`,
  (agency) => `{ teams { id ${agency}_rating ${agency}_note neighbour { id ${agency}_rating } } }`,
  (_, all) => `{ teams { id ${all.map((agency) => `${agency}_rating`).join(" ")} } }`,
];

/** A hub with agencies whose servers fail and come back as a test wants it, and a judge of every answer. */
export class FailoverRoom {
  readonly servers: readonly AgencyServer[];
  readonly #hub: TinyHub;
  readonly #agencies: readonly string[];
  /** Why answers lacked something: the first of them. */
  readonly missing: string[] = [];
  #asked = 0;

  private constructor(servers: readonly AgencyServer[], hub: TinyHub, agencies: readonly string[]) {
    this.servers = servers;
    this.#hub = hub;
    this.#agencies = agencies;
  }

  static async open(count: number, given: Partial<NonNullable<GatewayOptions["agencies"]>> = {}): Promise<FailoverRoom> {
    const names = Array.from({ length: count }, (_, number) => `a${number}`);
    const live = names.map((name, number) => telling(name, number, "LIVE"));
    const servers = await Promise.all(live.map((subgraph) => startAgencyServer(executable(subgraph))));
    const agencies = live.map((subgraph, number) => ({
      subgraph,
      url: servers[number]?.url ?? null,
      mirror: fakeMirror(executable(telling(names[number] ?? "", number, "MIRROR")), READ_AT),
    }));
    return new FailoverRoom(servers, await startAgencyHub(agencies, given), names);
  }

  /** How often the first server was left alone or taken up again, as the log tells it. */
  get switches(): number {
    const ofFirst = this.#hub.log.filter((line) => line.includes(`"agency_${this.#agencies[0]}"`));
    return ofFirst.filter((line) => line.includes("answers again") || line.includes("doesn't answer")).length;
  }

  /** Asks the next of the mix, and judges the answer. */
  async ask(): Promise<Verdict> {
    const number = this.#asked++;
    const agency = this.#agencies[Math.floor(number / KINDS.length) % this.#agencies.length] ?? "";
    const query = KINDS[number % KINDS.length]?.(agency, this.#agencies) ?? "";
    const { body } = await this.#hub.gateway.execute({ query });
    const verdict = judge(body, this.#agencies);
    if (verdict !== "RIGHT" && this.missing.length < MOST_NOTED) this.missing.push(`${verdict} ${query} ${JSON.stringify(body.errors)}`);
    return verdict;
  }

  async stop(): Promise<void> {
    await this.#hub.gateway.stop();
    await Promise.all(this.servers.map((server) => server.stop()));
  }
}

function telling(name: string, number: number, teller: "LIVE" | "MIRROR"): TestSubgraph {
  return agencySubgraph(name, (id) => {
    const { rating, note } = toldBy(number, id)[teller];
    return { [`${name}_rating`]: rating, [`${name}_note`]: note };
  });
}
