import type { GraphQLResolverMap } from "@apollo/subgraph/dist/schema-helper";
import { NOTES, type Note, PEOPLE, type Person, PROJECTS, type Project } from "./records";

/** A subgraph of the measured graph: what it defines, and how it answers. */
export interface MeasuredSubgraph {
  readonly name: string;
  readonly sdl: string;
  readonly resolvers: GraphQLResolverMap<unknown>;
}

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@external", "@requires", "@provides", "@shareable"])\n`;

const people: MeasuredSubgraph = {
  name: "people",
  sdl: `${LINK}
    type Query { me: Person person(id: ID!): Person people: [Person] }
    type Person @key(fields: "id") { id: ID! name: String handle: String @shareable joined: Int }`,
  resolvers: {
    Query: { me: () => PEOPLE[0], person: (_: unknown, { id }: { id: string }) => personOf(id), people: () => PEOPLE },
    Person: { __resolveReference: ({ id }: { id: string }) => personOf(id) },
  },
};

const projects: MeasuredSubgraph = {
  name: "projects",
  sdl: `${LINK}
    type Query { leading(first: Int = 5): [Project] project(code: ID!): Project }
    type Project @key(fields: "code") { code: ID! title: String budget: Int staff: Int }`,
  resolvers: {
    Query: {
      leading: (_: unknown, { first }: { first: number }) => PROJECTS.slice(0, first),
      project: (_: unknown, { code }: { code: string }) => projectOf(code),
    },
    Project: { __resolveReference: ({ code }: { code: string }) => projectOf(code) },
  },
};

type Progress = Pick<Project, "code"> & Partial<Pick<Project, "budget" | "staff">>;

const progress: MeasuredSubgraph = {
  name: "progress",
  sdl: `${LINK}
    type Project @key(fields: "code") {
      code: ID!
      budget: Int @external
      staff: Int @external
      onTrack: Boolean
      outlook: Int @requires(fields: "budget staff")
    }`,
  resolvers: {
    Project: {
      __resolveReference: (reference: Progress) => reference,
      onTrack: ({ code }: Progress) => Number(code.slice(1)) % 3 !== 0,
      outlook: ({ budget = 0, staff = 0 }: Progress) => (budget > 1_000 ? 0 : Math.round(staff / 2)),
    },
  },
};

const notes: MeasuredSubgraph = {
  name: "notes",
  sdl: `${LINK}
    type Note @key(fields: "id") { id: ID! text: String writer: Person @provides(fields: "handle") project: Project }
    type Person @key(fields: "id") { id: ID! handle: String @external notes: [Note] }
    type Project @key(fields: "code") { code: ID! notes: [Note] }`,
  resolvers: {
    Note: {
      __resolveReference: ({ id }: { id: string }) => NOTES.find((note) => note.id === id),
      writer: ({ writer }: Note) => ({ id: writer, handle: personOf(writer)?.handle }),
      project: ({ project }: Note) => ({ code: project }),
    },
    Person: {
      __resolveReference: ({ id }: { id: string }) => ({ id, handle: personOf(id)?.handle }),
      notes: ({ id }: Person) => NOTES.filter(({ writer }) => writer === id),
    },
    Project: {
      __resolveReference: ({ code }: { code: string }) => ({ code }),
      notes: ({ code }: Project) => NOTES.filter(({ project }) => project === code),
    },
  },
};

function personOf(id: string): Person | undefined {
  return PEOPLE.find((person) => person.id === id);
}

function projectOf(code: string): Project | undefined {
  return PROJECTS.find((project) => project.code === code);
}

/** Four subgraphs in the shape of the benchmark that gateways are usually compared on: who, what, how far, and what was said of it. */
export const SUBGRAPHS: readonly MeasuredSubgraph[] = [people, projects, progress, notes];
