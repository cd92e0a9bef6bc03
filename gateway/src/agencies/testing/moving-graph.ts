import { executable, type TestSubgraph } from "../../engine/testing/compose";
import type { ServedSubgraph } from "../served-subgraph";
import type { FollowedSupergraph, SupergraphSource } from "../swap/followed-supergraph";
import { supergraphWith, type TestAgency } from "./agency-hub";
import { type AgencyServer, startAgencyServer } from "./agency-server";
import { fakeMirror } from "./fake-mirror";

/** Two agencies that take turns to answer the same two fields; whoever does says so in both, and in the schema. */
const NAMES = ["itu", "who"] as const;

function answering(agency: string): TestSubgraph {
  const tells = { first: agency, second: agency };
  return {
    name: `agency_${agency}`,
    sdl: `
      type Team @key(fields: "id") { id: ID! first: String second: String more: More }
      "Answered by ${agency}."
      type More { text: String }
    `,
    resolvers: { Team: { __resolveReference: ({ id }: { id: string }) => ({ ...tells, id }) } },
  };
}

/** Asks who answers: in two fields of one fetch each, and of the schema. */
export const WHO_ANSWERS = '{ teams { id first again: second } __type(name: "More") { description } }';

/** What is wrong with an answer to WHO_ANSWERS; null where nothing is. */
export function wrongWith({ data, errors }: { readonly data?: unknown; readonly errors?: unknown }): "FAILED" | "MIXED" | null {
  if (errors !== undefined || typeof data !== "object" || data === null) return "FAILED";
  const { teams, __type } = data as {
    teams: { first: string | null; again: string | null }[];
    __type: { description: string };
  };
  if (teams.some(({ first, again }) => first === null || again === null)) return "FAILED";
  const told = new Set(teams.flatMap(({ first, again }) => [first, again]));
  const [agency] = told;
  return told.size === 1 && __type.description.includes(`Answered by ${agency}.`) ? null : "MIXED";
}

/** A graph whose fields move from one agency to the other with each publish. */
export class MovingGraph implements SupergraphSource {
  readonly agencies: readonly TestAgency[];
  readonly #servers: readonly AgencyServer[];
  readonly #supergraphs: readonly string[];
  #number = 1;

  private constructor(agencies: readonly TestAgency[], servers: readonly AgencyServer[], supergraphs: readonly string[]) {
    this.agencies = agencies;
    this.#servers = servers;
    this.#supergraphs = supergraphs;
  }

  static async open(): Promise<MovingGraph> {
    const subgraphs = NAMES.map(answering);
    const servers = await Promise.all(subgraphs.map((subgraph) => startAgencyServer(executable(subgraph))));
    const agencies = subgraphs.map((subgraph) => ({ subgraph, url: null, mirror: fakeMirror(executable(subgraph), null) }));
    const supergraphs = await Promise.all(agencies.map((agency) => supergraphWith([agency])));
    return new MovingGraph(agencies, servers, supergraphs);
  }

  get first(): string {
    return this.#supergraphs[1] ?? "";
  }

  /** Puts the next supergraph into force. */
  publish(): void {
    this.#number++;
  }

  async number(): Promise<number> {
    return this.#number;
  }

  /** Each text differs from all others, as it would after a publish. */
  async read(): Promise<FollowedSupergraph> {
    const [number, turn] = [this.#number, this.#number % 2];
    return { number, sdl: `${this.#supergraphs[turn]}\n# ${number}`, subgraphs: this.#served() };
  }

  async stop(): Promise<void> {
    await Promise.all(this.#servers.map((server) => server.stop()));
  }

  #served(): ServedSubgraph[] {
    return NAMES.map((agency, index) => {
      return { name: `agency_${agency}`, agency, url: this.#servers[index]?.url ?? null, sdlHash: null };
    });
  }
}
