import {
  type ArgumentNode,
  astFromValue,
  type DirectiveNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  type OperationTypeNode,
} from "graphql";
import { EngineError } from "../engine-error";
import type { ClientCondition, ClientDeferral } from "./conditions";
import { InternalNames, type Place, Scope } from "./internal-names";
import { type Merged, type MergedField, type MergedFragment, mergedForEffects, mergedForText } from "./merge";
import { argumentsKey, TextInputs } from "./text-inputs";
import type { WrittenField, WrittenFragment, WrittenNode } from "./written-out";

/** What is left to ask where everything else vanished: it is there on every type, and costs nothing. */
const NOTHING_ELSE = "__typename";

/** Writes the text of an operation, and remembers what it called everything. */
export class OperationText {
  readonly inputs: TextInputs;
  readonly names: InternalNames;
  /** Internal response names. */
  readonly keys = new Map<WrittenField, string>();
  /** Labels of the fragments that are deferred. */
  readonly deferrals = new Map<WrittenFragment, string>();
  /** Whether a subgraph could be asked anything. */
  readonly asksNothing: boolean;
  readonly text: string;
  readonly #schema: GraphQLSchema;
  readonly #kind: OperationTypeNode;
  readonly #root = new Scope();
  readonly #aboutSchema: WrittenField[] = [];

  constructor(schema: GraphQLSchema, operation: OperationDefinitionNode, root: readonly WrittenNode[]) {
    this.inputs = new TextInputs(operation.variableDefinitions ?? []);
    this.names = new InternalNames(schema);
    this.#schema = schema;
    this.#kind = operation.operation;
    const directives = this.#directives(operation.directives ?? []);
    const selection = this.#set(root, this.#root);
    const head = `${this.inputs.declarations()}${directives}`;
    this.asksNothing = !holdsText(root);
    this.text = operation.operation === "query" && head === "" ? selection : `${operation.operation}${head}${selection}`;
    // Last, so that asking about the schema as well changes nothing in the text.
    for (const field of this.#aboutSchema) this.keys.set(field, this.names.of(field.responseName, field.name, 0));
  }

  /** Internal names of the root fields that ask about the schema, by the client's. */
  get aboutSchema(): ReadonlyMap<string, string> {
    return new Map(this.#aboutSchema.map((field) => [field.responseName, this.keys.get(field) ?? field.responseName]));
  }

  #set(nodes: readonly WrittenNode[], scope: Scope): string {
    const parts = this.#parts(nodes, scope);
    return `{${parts.length === 0 ? NOTHING_ELSE : parts.join(" ")}}`;
  }

  #parts(nodes: readonly WrittenNode[], scope: Scope): readonly string[] {
    const merged = scope === this.#root && this.#kind === "mutation" ? mergedForEffects(nodes) : mergedForText(nodes);
    return merged.map((node) => this.#node(node, scope)).filter((part) => part !== "");
  }

  #node(node: Merged, scope: Scope): string {
    if (node.kind === "fragment") return this.#fragment(node, scope);
    if (node.field.name === "__typename") return this.#typename(node);
    if (node.field.definition === null) return this.#introspection(node, scope);
    return this.#field(node, scope);
  }

  #field({ field, all, selection }: MergedField, scope: Scope): string {
    const { key, arguments: given, below } = this.#place(field, scope);
    for (const one of all) this.keys.set(one, key);
    const name = key === field.name ? key : `${key}:${field.name}`;
    return `${name}${given}${this.#switches(field)}${selection === null ? "" : this.#set(selection, below)}`;
  }

  #place({ responseName, name, definition, arguments: given }: WrittenField, scope: Scope): Place {
    const defined = definition?.args ?? [];
    return scope.place(`${responseName} ${name}`, argumentsKey(given), (ordinal) => ({
      key: responseName === name && defined.length === 0 ? name : this.names.of(responseName, name, ordinal),
      arguments: this.inputs.arguments(given, defined),
    }));
  }

  #typename({ field, all }: MergedField): string {
    for (const one of all) this.keys.set(one, field.name);
    return `${field.name}${this.#switches(field)}`;
  }

  /** No part of the text. */
  #introspection({ field, all }: MergedField, scope: Scope): string {
    if (scope !== this.#root) {
      throw new EngineError("BAD_REQUEST", `Ask ${field.name} at the top of a query; inside other fields it isn't answered.`);
    }
    this.#aboutSchema.push(...all);
    return "";
  }

  #fragment({ fragment, selection }: MergedFragment, scope: Scope): string {
    if (!holdsText(selection)) {
      this.#parts(selection, scope);
      return "";
    }
    const condition = fragment.typeCondition === null ? "" : ` on ${fragment.typeCondition}`;
    const head = `...${condition}${this.#switches(fragment)}${fragment.defer === null ? "" : this.#defer(fragment, fragment.defer)}`;
    return `${head}{${this.#parts(selection, scope).join(" ")}}`;
  }

  #defer(fragment: WrittenFragment, { variable }: ClientDeferral): string {
    const label = `_d${this.deferrals.size}`;
    this.deferrals.set(fragment, label);
    return `@defer(${variable === null ? "" : `if:$${this.inputs.nameOf(variable)},`}label:"${label}")`;
  }

  #switches({ conditions, directives }: WrittenNode): string {
    return `${this.#conditions(conditions)}${this.#directives(directives)}`;
  }

  #conditions(conditions: readonly ClientCondition[]): string {
    return conditions.map(({ variable, negated }) => `@${negated ? "skip" : "include"}(if:$${this.inputs.nameOf(variable)})`).join("");
  }

  #directives(directives: readonly DirectiveNode[]): string {
    return directives
      .map(({ name, arguments: given = [] }) => {
        const written = [...given, ...this.#defaults(name.value, given)].map(
          (argument) => `${argument.name.value}:${this.inputs.literal(argument.value)}`,
        );
        return `@${name.value}${written.length === 0 ? "" : `(${written.join(",")})`}`;
      })
      .join("");
  }

  /** What a directive says where nothing is given: another default, or none, may stand in a subgraph. */
  #defaults(directive: string, given: readonly ArgumentNode[]): readonly Pick<ArgumentNode, "name" | "value">[] {
    const defined = this.#schema.getDirective(directive)?.args ?? [];
    const absent = defined.filter(({ name }) => given.every((argument) => argument.name.value !== name));
    return absent.flatMap(({ name, type, defaultValue }) => {
      const value = defaultValue === undefined ? null : astFromValue(defaultValue, type);
      return value === null || value === undefined ? [] : [{ name: { kind: Kind.NAME, value: name }, value }];
    });
  }
}

/** Whether anything in the set is asked of subgraphs; what asks about the schema isn't. */
function holdsText(nodes: readonly WrittenNode[]): boolean {
  return nodes.some((node) =>
    node.kind === "fragment" ? holdsText(node.selection) : node.definition !== null || node.name === "__typename",
  );
}
