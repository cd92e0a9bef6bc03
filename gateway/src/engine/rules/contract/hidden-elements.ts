import type { Contract } from "./contract";
import type { TaggedElement, TaggedGraph, TaggedType } from "./tagged-graph";

/** The coordinates of what a contract doesn't show: "Team", "Team.budget", "Query.teams(first:)", "Status.DRAFT". */
export function hiddenElements(graph: TaggedGraph, contract: Contract): ReadonlySet<string> {
  return new HiddenElements(graph, contract).hidden;
}

class HiddenElements {
  readonly hidden = new Set<string>();
  readonly #graph: TaggedGraph;
  readonly #include: ReadonlySet<string>;
  readonly #exclude: ReadonlySet<string>;

  constructor(graph: TaggedGraph, { include, exclude }: Contract) {
    this.#graph = graph;
    this.#include = new Set(include);
    this.#exclude = new Set(exclude);
    for (const [name, type] of graph) this.#hideIn(name, type);
    if (include.length > 0) this.#hideUnreached();
    this.#hideUnions();
  }

  #hideIn(name: string, type: TaggedType): void {
    if (this.#isExcluded(type)) this.hidden.add(name);
    for (const [field, { arguments: defined, ...element }] of type.fields) {
      const coordinate = `${name}.${field}`;
      if (this.#isExcluded(element) || !this.#isAskedFor(type, element)) this.hidden.add(coordinate);
      for (const [argument, its] of defined) if (this.#isExcluded(its)) this.hidden.add(`${coordinate}(${argument}:)`);
    }
    for (const [value, element] of type.values) if (this.#isExcluded(element)) this.hidden.add(`${name}.${value}`);
    const members = [...type.fields.keys(), ...type.values.keys()];
    // Of a type without anything to show there is nothing to show.
    if (members.length > 0 && members.every((member) => this.hidden.has(`${name}.${member}`))) this.hidden.add(name);
  }

  /** Of what is put in, and of scalars and enums, all is shown that a field which is shown needs. */
  #isAskedFor(type: TaggedType, field: TaggedElement): boolean {
    return this.#include.size === 0 || type.kind !== "OUTPUT" || this.#isIncluded(type) || this.#isIncluded(field);
  }

  #hideUnreached(): void {
    const reached = new Set<string>();
    const reach = (name: string): void => {
      const type = this.#graph.get(name);
      if (type === undefined || reached.has(name) || this.hidden.has(name)) return;
      reached.add(name);
      if (type.kind === "INPUT") for (const field of type.fields.values()) field.types.forEach(reach);
    };
    for (const [name, type] of this.#graph) {
      if (type.kind !== "OUTPUT") {
        if (this.#isIncluded(type)) reach(name);
        continue;
      }
      if (this.hidden.has(name)) continue;
      for (const [field, { types }] of type.fields) if (!this.hidden.has(`${name}.${field}`)) types.forEach(reach);
    }
    for (const [name, { kind }] of this.#graph) if (kind !== "OUTPUT" && !reached.has(name)) this.hidden.add(name);
  }

  #hideUnions(): void {
    for (const [name, { kind, members }] of this.#graph) {
      if (kind === "UNION" && [...members].every((member) => this.hidden.has(member))) this.hidden.add(name);
    }
  }

  #isExcluded({ tags }: TaggedElement): boolean {
    return [...tags].some((tag) => this.#exclude.has(tag));
  }

  #isIncluded({ tags }: TaggedElement): boolean {
    return [...tags].some((tag) => this.#include.has(tag));
  }
}
