import type { TestSubgraph } from "../../engine/testing/compose";

/** An agency's subgraph of the tests: it adds two fields to teams, and lists its own projects. */
export function agencySubgraph(agency: string, tells: (id: string) => Readonly<Record<string, unknown>> | null): TestSubgraph {
  const prefix = agency.replaceAll("-", "_");
  return {
    name: `agency_${prefix}`,
    sdl: `
      type Team @key(fields: "id") { id: ID! ${prefix}_rating: Int ${prefix}_note: String }
      type Query { ${prefix}_best: Team }
    `,
    resolvers: {
      Team: { __resolveReference: ({ id }: { id: string }) => tellsOf(tells(id), id) },
      Query: { [`${prefix}_best`]: () => tellsOf(tells("c1"), "c1") },
    },
  };
}

const tellsOf = (told: Readonly<Record<string, unknown>> | null, id: string) => (told === null ? null : { ...told, id });
