import { type InlineFragmentNode, Kind, type SelectionSetNode, valueFromASTUntyped } from "graphql";
import { derive } from "./derive";
import { EXPLICIT } from "./explicit-facts";
import type { FieldFact, FieldFacts } from "./field-fact";
import { MUTATIONS } from "./mutations";
import { knows, recordsOf } from "./records";
import type { Source } from "./source";

type Arguments = Readonly<Record<string, unknown>>;

/** Everything that the resolvers tell: drawn from a seed, changed by mutations. One world serves one request. */
export class World {
  readonly facts: FieldFacts;
  readonly seed: string;
  /** What mutations have set, by id and field. */
  readonly changes = new Map<string, unknown>();
  readonly counts = new Map<string, number>();

  constructor(facts: FieldFacts, seed: string) {
    this.facts = facts;
    this.seed = seed;
  }

  /** The value of a field where all data stands in one place. */
  resolve(source: Source, field: string, args: Arguments): unknown {
    const fact = this.#fact(source, field);
    const [owner] = fact.owners;
    if (fact.owners.length === 1 && owner !== undefined && !this.#knows(owner, source)) return null;
    const surrounding = fact.fromContext.map(({ argument, type, field: of }) => [argument, this.#fromSurroundings(source, type, of)]);
    const required = fact.requires === null ? null : this.evaluate(source, fact.requires);
    return this.#value(fact, source, field, { ...args, ...Object.fromEntries(surrounding) }, required);
  }

  /** The value of a field in a subgraph, which knows of required fields only what it was sent. */
  resolveInSubgraph(source: Source, field: string, args: Arguments): unknown {
    const fact = this.#fact(source, field);
    const required = fact.requires === null ? null : sent(source, fact.requires);
    return this.#value(fact, source, field, args, required);
  }

  /** The record that a subgraph was sent a representation of; null where it knows none such. */
  find(type: string, key: Readonly<Record<string, unknown>>): Source | null {
    const records = this.#idsOf(type).map((id): Source => ({ __typename: type, id, via: null }));
    return records.find((record) => this.matches(record, key)) ?? null;
  }

  /** Whether a source has all the values of a key. */
  matches(source: Source, key: Readonly<Record<string, unknown>>): boolean {
    return Object.entries(key).every(([field, wanted]) => {
      const value = this.resolve(source, field, {});
      if (wanted !== null && typeof wanted === "object") return this.matches(value as Source, wanted as Record<string, unknown>);
      return field === "__typename" || value === wanted;
    });
  }

  /** What a field set comes to where all data stands in one place. */
  evaluate(source: Source, set: SelectionSetNode): Fields {
    return read(source, set, (of, field, given) => {
      const { defaults } = this.#fact(of, field);
      return this.resolve(of, field, { ...defaults, ...given });
    });
  }

  #idsOf(type: string): readonly string[] {
    const added = [...this.changes.keys()].flatMap((key) => (key.endsWith(` added ${type}`) ? [key.slice(0, key.indexOf(" "))] : []));
    return [...(recordsOf(type) ?? []), ...added];
  }

  #knows(subgraph: string, { __typename, id }: Source): boolean {
    return knows(subgraph, __typename, id);
  }

  #fact({ __typename }: Source, field: string): FieldFact {
    const fact = this.facts.get(`${__typename}.${field}`);
    if (fact === undefined) throw new Error(`nobody knows ${__typename}.${field}`);
    return fact;
  }

  #fromSurroundings(source: Source, type: string, field: string): unknown {
    for (let around = source.via; around !== null; around = around.via) {
      if (around.__typename === type) return this.resolve(around, field, {});
    }
    return null;
  }

  #value(fact: FieldFact, source: Source, field: string, args: Arguments, required: Fields | null): unknown {
    if (field === "id") return source.id;
    const changed = this.changes.get(`${source.id} ${field}`);
    if (changed !== undefined) return changed;
    const mutation = MUTATIONS[fact.coordinate];
    if (mutation !== undefined) return mutation(this, args);
    const explicit = EXPLICIT[fact.coordinate];
    if (explicit !== undefined) return explicit(source, args, this);
    const seen = Object.fromEntries(Object.entries(args).filter(([name]) => !fact.hidden.includes(name)));
    return derive(fact, `${this.seed} ${source.id} ${field} ${canonical(seen)} ${canonical(required)}`, args, source);
  }
}

/** Of a representation, what a field set asks, and nothing else. */
function sent({ __typename, representation }: Source, set: SelectionSetNode): Fields {
  if (representation === undefined) throw new Error(`${__typename} was asked for what requires other fields, without them`);
  return read(representation, set, (of, field) => {
    const value = of[field];
    if (value === undefined) throw new Error(`a representation of ${__typename} lacks ${field}`);
    return value;
  });
}

type Fields = Readonly<Record<string, unknown>>;

function read<T extends Fields>(of: T, set: SelectionSetNode, readField: (of: T, field: string, given: Arguments) => unknown): Fields {
  const into: Record<string, unknown> = {};
  for (const node of set.selections) {
    if (node.kind === Kind.FIELD) {
      const given = Object.fromEntries((node.arguments ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value)]));
      const { selectionSet } = node;
      const value = readField(of, node.name.value, given);
      into[node.name.value] = selectionSet === undefined ? value : each(value, (item) => read(item as T, selectionSet, readField));
    } else if (node.kind === Kind.INLINE_FRAGMENT && applies(node, of)) {
      Object.assign(into, read(of, node.selectionSet, readField));
    }
  }
  return into;
}

/** A gateway needn't send the type of what stands within a representation: then the fields that it holds tell. */
function applies({ typeCondition, selectionSet }: InlineFragmentNode, of: Fields): boolean {
  if (of.__typename !== undefined) return typeCondition?.name.value === of.__typename;
  return selectionSet.selections.every((node) => node.kind !== Kind.FIELD || of[node.name.value] !== undefined);
}

function each(value: unknown, of: (item: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => each(item, of));
  return value === null ? null : of(value);
}

/** JSON with its keys in order, so that two who give the same give the same text. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) =>
    item !== null && typeof item === "object" && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([one], [other]) => (one < other ? -1 : 1)))
      : item,
  );
}
