import {
  type ArgumentNode,
  type GraphQLArgument,
  type GraphQLInputType,
  getNullableType,
  isInputObjectType,
  isListType,
  Kind,
  type ObjectFieldNode,
  print,
  type ValueNode,
  type VariableDefinitionNode,
} from "graphql";
import { literalJson } from "./literal-json";
import type { Json, OperationInput } from "./normalised-operation";

/** The variables of a text, numbered as they are first used: the client's own, and literals turned into such. */
export class TextInputs {
  readonly #definitions: ReadonlyMap<string, VariableDefinitionNode>;
  readonly #names = new Map<string, string>();
  readonly #inputs: OperationInput[] = [];
  readonly #declarations: string[] = [];

  constructor(definitions: readonly VariableDefinitionNode[]) {
    this.#definitions = new Map(definitions.map((definition) => [definition.variable.name.value, definition]));
  }

  get inputs(): readonly OperationInput[] {
    return this.#inputs;
  }

  /** The definitions, parentheses included; "" where there are none. */
  declarations(): string {
    return this.#declarations.length === 0 ? "" : `(${this.#declarations.join(",")})`;
  }

  /** The name that a variable of the client's has in the text. */
  nameOf(variable: string): string {
    const known = this.#names.get(variable);
    if (known !== undefined) return known;
    const definition = this.#definitions.get(variable);
    if (definition === undefined) throw new Error(`the variable "${variable}" isn't defined, so the document wasn't validated`);
    const name = this.#next({ variable });
    this.#names.set(variable, name);
    const standard = definition.defaultValue === undefined ? "" : `=${this.literal(definition.defaultValue)}`;
    const directives = (definition.directives ?? []).map((directive) => print(directive)).join("");
    this.#declarations.push(`$${name}:${print(definition.type)}${standard}${directives}`);
    return name;
  }

  /** Arguments in order of their names, parentheses included. */
  arguments(given: readonly ArgumentNode[], defined: readonly GraphQLArgument[]): string {
    if (given.length === 0) return "";
    const written = inOrder(given).map((argument) => {
      const name = argument.name.value;
      return `${name}:${this.#value(argument.value, typeNamed(name, defined))}`;
    });
    return `(${written.join(",")})`;
  }

  /** A literal as it stands, but for the names of variables. */
  literal(node: ValueNode): string {
    switch (node.kind) {
      case Kind.VARIABLE:
        return `$${this.nameOf(node.name.value)}`;
      case Kind.LIST:
        return `[${node.values.map((item) => this.literal(item)).join(",")}]`;
      case Kind.OBJECT:
        return `{${node.fields.map(({ name, value }) => `${name.value}:${this.literal(value)}`).join(",")}}`;
      default:
        return scalarText(node);
    }
  }

  #value(node: ValueNode, type: GraphQLInputType): string {
    if (node.kind === Kind.VARIABLE || node.kind === Kind.NULL) return this.literal(node);
    const json = literalJson(node, type);
    if (json !== undefined) return `$${this.#hoisted(json, type)}`;
    const nullable = getNullableType(type);
    if (isListType(nullable)) {
      const items = node.kind === Kind.LIST ? node.values : [node];
      return `[${items.map((item) => this.#value(item, nullable.ofType)).join(",")}]`;
    }
    if (node.kind !== Kind.OBJECT || !isInputObjectType(nullable)) return this.literal(node);
    const defined = Object.values(nullable.getFields());
    const fields = inOrder(node.fields).map(({ name, value }) => `${name.value}:${this.#value(value, typeNamed(name.value, defined))}`);
    return `{${fields.join(",")}}`;
  }

  #hoisted(value: Json, type: GraphQLInputType): string {
    const name = this.#next({ value });
    this.#declarations.push(`$${name}:${type}`);
    return name;
  }

  #next(source: { readonly variable: string } | { readonly value: Json }): string {
    const name = `_${this.#inputs.length}`;
    this.#inputs.push({ name, ...source });
    return name;
  }
}

/** One spelling of an argument's value: what graphql-js takes for the same argument has the same. */
export function argumentsKey(given: readonly ArgumentNode[]): string {
  return inOrder(given)
    .map(({ name, value }) => `${name.value}:${valueKey(value)}`)
    .join();
}

function valueKey(node: ValueNode): string {
  if (node.kind === Kind.VARIABLE) return `$${node.name.value}`;
  if (node.kind === Kind.LIST) return `[${node.values.map(valueKey).join()}]`;
  if (node.kind !== Kind.OBJECT) return scalarText(node);
  return `{${inOrder(node.fields)
    .map(({ name, value }) => `${name.value}:${valueKey(value)}`)
    .join()}}`;
}

function scalarText(node: ValueNode): string {
  return print(node.kind === Kind.STRING ? { ...node, block: false } : node);
}

function inOrder<T extends ArgumentNode | ObjectFieldNode>(named: readonly T[]): readonly T[] {
  return named.length < 2 ? named : [...named].sort((one, other) => (one.name.value < other.name.value ? -1 : 1));
}

function typeNamed(name: string, defined: readonly { readonly name: string; readonly type: GraphQLInputType }[]): GraphQLInputType {
  const found = defined.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`"${name}" isn't defined, so the document wasn't validated`);
  return found.type;
}
