import type { SelectionSetNode } from "graphql";
import type { OperationVariables } from "../operation/normalised-operation";
import type { FetchNode } from "../plan/plan";
import { ALWAYS } from "./asked-when";
import type { KeyEchoes } from "./key-echo";
import type { PlanContext } from "./plan-context";
import { type PendingRewrite, pendingRewrites } from "./rewrites";
import type { AskedSet } from "./selected-fields";
import { namesAsked, type Shape, type Shapes } from "./shape";

/** What is asked of an entity of one type. */
export interface EntityShape {
  /** As it is answered. */
  readonly answered: Shape;
  /** What of it goes into the tree: all but the keys that were asked to be compared. */
  readonly merged: Shape;
  readonly echoNames: readonly string[];
}

/** What one fetch asks of its entities, by the type that each is sent as. */
export class EntityShapes {
  readonly #context: PlanContext;
  readonly #subgraph: string;
  readonly #asked: readonly AskedSet[];
  readonly #rewrites: readonly PendingRewrite[];
  readonly #echoes: KeyEchoes;
  readonly #sent = new Map<string, Shapes>();
  readonly #known = new Map<Shape, EntityShape>();

  constructor({ serviceName, outputRewrites }: FetchNode, selection: SelectionSetNode, echoes: KeyEchoes, context: PlanContext) {
    this.#context = context;
    this.#subgraph = serviceName;
    this.#asked = [{ set: selection, when: ALWAYS, parent: "_Entity" }];
    this.#rewrites = pendingRewrites(outputRewrites);
    this.#echoes = echoes;
  }

  /** Null where an entity sent as one type can't be what it answers to be. */
  of(sent: string, answered: unknown): EntityShape | null {
    const shape = this.#shapesOf(sent).of(answered);
    return shape === null ? null : (this.#known.get(shape) ?? this.#learn(shape));
  }

  /** Names of the tree that an entity sent as a type is asked for. */
  namesOf(sent: string, variables: OperationVariables): readonly string[] {
    const shape = this.of(sent, undefined);
    return shape === null ? [] : namesAsked(shape.merged, variables);
  }

  #learn(answered: Shape): EntityShape {
    const echoNames = answered.names.filter((name) => this.#echoes.has(name));
    const merged = echoNames.length === 0 ? answered : without(answered, new Set(echoNames));
    const shape = { answered, merged, echoNames };
    this.#known.set(answered, shape);
    return shape;
  }

  #shapesOf(sent: string): Shapes {
    const known = this.#sent.get(sent);
    if (known !== undefined) return known;
    const made = this.#context.shapesOf(this.#subgraph).shapes(sent, this.#asked, this.#rewrites);
    this.#sent.set(sent, made);
    return made;
  }
}

function without(shape: Shape, names: ReadonlySet<string>): Shape {
  const stays = ({ name }: { readonly name: string }) => !names.has(name);
  const fields = shape.fields.filter(stays);
  return {
    ...shape,
    names: fields.map(({ name }) => name),
    readers: fields.map(({ reader }) => reader),
    fields,
    index: new Map(fields.map(({ name }, index) => [name, index])),
    identity: shape.identity.filter(stays),
    nested: shape.nested.filter(stays),
  };
}
