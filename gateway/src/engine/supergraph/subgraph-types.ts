/**
 * The types of one subgraph, as readers of its answers need them: made once a supergraph, away from the main thread,
 * and handed over as JSON text that is parsed when the subgraph is first asked.
 */
export interface SubgraphTypes {
  readonly name: string;
  readonly types: Readonly<Record<string, SubgraphType>>;
}

export type SubgraphType =
  | {
      readonly kind: "OBJECT" | "INTERFACE";
      /** The type of each field as SDL writes it, such as "[Item!]!". */
      readonly fields: Readonly<Record<string, string>>;
      /** Names of the object types that it may be, of an interface. */
      readonly possible?: readonly string[];
      /** Field sets of its resolvable keys, of an entity, such as "id" or "organization { id }". */
      readonly keys?: readonly string[];
      /** An object here that stands for an interface elsewhere: the `__typename` it answers says nothing of what it is. */
      readonly interfaceObject?: boolean;
    }
  | { readonly kind: "UNION"; readonly possible: readonly string[] }
  | { readonly kind: "ENUM"; readonly values: readonly string[] }
  | { readonly kind: "SCALAR" };
