import { print } from "graphql";
import { LRUCache } from "lru-cache";
import type { TreeObject } from "../answer/tree";
import { WrittenJson } from "../answer/written-json";
import { AskedBefore } from "../asked-before";
import { EngineError } from "../engine-error";
import type { NormalisedOperation } from "../operation/normalised-operation";
import type { SchemaQuestion } from "../plan/planner-message";

/** Tells of the schema: JSON texts by the response names of the root fields. */
export type Introspect = (question: SchemaQuestion) => Promise<ReadonlyMap<string, string>>;

/** Characters of answers that are kept: a large schema is a few million. */
const MOST_CHARACTERS = 16_000_000;

/**
 * What the schema says of itself. It is told away from the main thread, for a large schema takes long to tell; and it is
 * kept from the second time on, for the same few questions are asked again and again.
 */
export class IntrospectionStore {
  readonly #introspect: Introspect;
  readonly #texts = new WeakMap<NormalisedOperation, string>();
  readonly #kept = new LRUCache<string, TreeObject>({ maxSize: MOST_CHARACTERS, sizeCalculation: charactersOf });
  readonly #underWay = new Map<string, Promise<TreeObject>>();
  readonly #askedBefore = new AskedBefore();

  constructor(introspect: Introspect) {
    this.#introspect = introspect;
  }

  /**
   * By the internal names of the root fields that ask it.
   *
   * @param isExpected keeps it, though nobody has asked it yet
   */
  of(operation: NormalisedOperation, variables: SchemaQuestion["variables"], isExpected = false): TreeObject | Promise<TreeObject> {
    const document = this.#textOf(operation);
    const key = `${JSON.stringify(variables ?? {})}\n${document}`;
    return this.#kept.get(key) ?? this.#underWay.get(key) ?? this.#ask(key, { document, variables }, isExpected);
  }

  #textOf(operation: NormalisedOperation): string {
    const known = this.#texts.get(operation);
    if (known !== undefined) return known;
    if (operation.introspection === null) throw new Error("the operation doesn't ask about the schema");
    const text = print(operation.introspection);
    this.#texts.set(operation, text);
    return text;
  }

  async #ask(key: string, question: SchemaQuestion, isExpected: boolean): Promise<TreeObject> {
    const keeps = this.#askedBefore.note(key) || isExpected;
    const asked = this.#introspect(question).then(writtenJson, (error: unknown) => {
      throw error instanceof EngineError && error.code === "PLAN_LIMIT" ? tooCostly(error) : error;
    });
    this.#underWay.set(key, asked);
    try {
      const told = await asked;
      if (keeps) this.#kept.set(key, told);
      return told;
    } finally {
      this.#underWay.delete(key);
    }
  }
}

function writtenJson(texts: ReadonlyMap<string, string>): TreeObject {
  return Object.fromEntries([...texts].map(([name, text]) => [name, new WrittenJson(text)]));
}

/** Fields that are told the same share one text. */
function charactersOf(told: TreeObject, key: string): number {
  const texts = new Set(Object.values(told).map((value) => (value instanceof WrittenJson ? value.text : "")));
  return [...texts].reduce((sum, text) => sum + text.length, key.length);
}

function tooCostly(cause: EngineError): EngineError {
  return new EngineError("QUERY_TOO_COSTLY", "What is asked about the schema takes too long to tell; ask for less of it.", {}, cause);
}
