import { type DefinitionNode, parse, print } from "graphql";
import { composed } from "./compose";

/**
 * A supergraph of many types that refer to each other, to measure what size costs. It is written as composition would
 * write it: composing it would take longer, and more memory, than all that is measured.
 */
export function largeSupergraph(subgraphs: number, typesOfEach: number): string {
  const numbers = Array.from({ length: subgraphs }, (_, subgraph) => subgraph);
  const graphs = numbers.map((subgraph) => `S${subgraph} @join__graph(name: "s${subgraph}", url: "test:s${subgraph}")`);
  const types = numbers.flatMap((subgraph) => typesOf(subgraph, subgraphs, typesOfEach));
  const fields = numbers.flatMap((subgraph) => queriesOf(subgraph, typesOfEach));
  const root = `type Query ${numbers.map((subgraph) => `@join__type(graph: S${subgraph})`).join(" ")} { ${fields.join(" ")} }`;
  return [...plumbing(), `enum join__Graph { ${graphs.join(" ")} }`, root, ...types].join("\n\n");
}

/** The definitions that every supergraph has, as composition writes them today. */
function plumbing(): readonly string[] {
  const small = composed([{ name: "small", sdl: "type Query { nothing: Int }" }]);
  return parse(small)
    .definitions.filter(isPlumbing)
    .map((definition) => print(definition));
}

function isPlumbing(definition: DefinitionNode): boolean {
  if (definition.kind === "SchemaDefinition" || definition.kind === "DirectiveDefinition") return true;
  const name = "name" in definition ? (definition.name?.value ?? "") : "";
  return /^(join|link)__/.test(name) && name !== "join__Graph";
}

function queriesOf(subgraph: number, types: number): readonly string[] {
  return Array.from({ length: types }, (_, type) => {
    const name = nameOf(subgraph, type);
    return `${name.toLowerCase()}(first: Int = 10, after: String): [${name}!]! @join__field(graph: S${subgraph})`;
  });
}

/** A subgraph's own entities, with what the one before it adds to them, and an input type. */
function typesOf(subgraph: number, subgraphs: number, types: number): readonly string[] {
  const [before, after] = [(subgraph + subgraphs - 1) % subgraphs, (subgraph + 1) % subgraphs];
  const own = `@join__field(graph: S${subgraph})`;
  const added = `@join__field(graph: S${before})`;
  const entities = Array.from({ length: types }, (_, type) => {
    const [other, next, owner] = [nameOf(after, type), nameOf(subgraph, (type + 1) % types), nameOf(before, type)];
    return `
      "An entity of the subgraph ${subgraph}, the ${type}th of its kind."
      type ${nameOf(subgraph, type)} @join__type(graph: S${subgraph}, key: "id") @join__type(graph: S${before}, key: "id") {
        "What it is known by."
        id: ID!
        "What people call it."
        name(language: String = "en"): String! ${own}
        code: String ${own}
        amount: Float ${own}
        count: Int! ${own}
        active: Boolean ${own}
        tags: [String!]! ${own}
        next: ${next} ${own}
        others(first: Int = 10, filter: Filter${subgraph}): [${other}!]! ${own}
        addedBy${before}(deep: Boolean = false): Int ${added}
        owner${before}: ${owner} ${added}
      }
    `;
  });
  return [...entities, `input Filter${subgraph} @join__type(graph: S${subgraph}) { text: String from: Int to: Int tags: [String!] }`];
}

function nameOf(subgraph: number, type: number): string {
  return `S${subgraph}T${type}`;
}
