import { isCompositeType, possibleRuntimeTypes, type Supergraph } from "@apollo/federation-internals";
import { typesOf } from "../supergraph/read-subgraph-types";
import type { SubgraphType, SubgraphTypes } from "../supergraph/subgraph-types";
import type { KnownTypes } from "./keyed-representations";

/** What a supergraph knows of types, read when it is first asked. */
export class SupergraphKnowledge implements KnownTypes {
  readonly #supergraph: Supergraph;
  readonly #subgraphs = new Map<string, SubgraphTypes["types"]>();

  constructor(supergraph: Supergraph) {
    this.#supergraph = supergraph;
  }

  typeIn(subgraph: string, type: string): SubgraphType | undefined {
    const known = this.#subgraphs.get(subgraph) ?? this.#read(subgraph);
    return known[type];
  }

  objectsOf(type: string): ReadonlySet<string> {
    const found = this.#supergraph.schema.type(type);
    return new Set(found !== undefined && isCompositeType(found) ? possibleRuntimeTypes(found).map(({ name }) => name) : []);
  }

  #read(name: string): SubgraphTypes["types"] {
    const subgraph = this.#supergraph.subgraphs().get(name);
    if (subgraph === undefined) throw new Error(`the supergraph has no subgraph "${name}"`);
    const { types } = typesOf(subgraph);
    this.#subgraphs.set(name, types);
    return types;
  }
}
