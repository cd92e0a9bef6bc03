import {
  GraphQLError,
  type GraphQLInputType,
  type GraphQLSchema,
  getVariableValues,
  isInputType,
  isNonNullType,
  type OperationDefinitionNode,
  parse,
  typeFromAST,
  type VariableDefinitionNode,
} from "graphql";
import { chosenOperation } from "./chosen-operation";
import type { InputCheck, InputChecks } from "./input-checks";
import { InvalidInputs } from "./invalid-inputs";
import { literalJson } from "./literal-json";
import type { AskedNode, Json, NormalisedOperation, OperationVariables } from "./normalised-operation";

type ClientVariables = Readonly<Record<string, unknown>>;

/** Gives the text's variables their values from the client's; throws InvalidInputs where these can't be used. */
export type CoerceInputs = (variables: ClientVariables | undefined) => OperationVariables;

export interface InputsOptions {
  readonly schema: GraphQLSchema;
  /** The client's document, for the places that errors tell. */
  readonly query: string;
  readonly operation: OperationDefinitionNode;
  readonly normalised: NormalisedOperation;
  readonly checks: InputChecks;
  /** Told at once. */
  readonly mostErrors: number;
}

/** Does once what depends on the operation alone. */
export function compileInputs(options: InputsOptions): CoerceInputs {
  const declared = (options.operation.variableDefinitions ?? []).map((definition) => declaredVariable(definition, options));
  const fixed: Record<string, Json> = {};
  const sources: Source[] = [];
  const conditions = conditionVariables(options.normalised.selection);
  for (const input of options.normalised.inputs) {
    if ("value" in input) fixed[input.name] = input.value;
    else sources.push(sourceOf(input, declared, conditions));
  }
  Object.freeze(fixed);
  return (variables = {}) => {
    if (!declared.every((variable) => usable(variable, variables))) refuse(variables, options);
    return sources.length === 0 ? fixed : valuesOf(sources, fixed, variables);
  };
}

interface DeclaredVariable {
  readonly name: string;
  readonly required: boolean;
  readonly check: InputCheck;
  readonly standard: Json | undefined;
}

interface Source {
  readonly name: string;
  readonly variable: string;
  /** What stands in where the client gives nothing. */
  readonly standard: Json | undefined;
  /** Whether `@skip`, `@include` or `@defer` asks it. */
  readonly condition: boolean;
}

function declaredVariable({ variable, type, defaultValue }: VariableDefinitionNode, options: InputsOptions): DeclaredVariable {
  const inputType = inputTypeOf(type, options.schema);
  return {
    name: variable.name.value,
    required: isNonNullType(inputType) && defaultValue === undefined,
    check: options.checks.of(inputType),
    standard: defaultValue === undefined ? undefined : literalJson(defaultValue, inputType),
  };
}

function inputTypeOf(node: VariableDefinitionNode["type"], schema: GraphQLSchema): GraphQLInputType {
  const type = typeFromAST(schema, node);
  if (!isInputType(type)) throw new Error("a variable's type is no input type, so the document wasn't validated");
  return type;
}

function sourceOf(
  { name, variable }: { readonly name: string; readonly variable: string },
  declared: readonly DeclaredVariable[],
  conditions: ReadonlySet<string>,
): Source {
  const standard = declared.find((candidate) => candidate.name === variable)?.standard;
  return { name, variable, standard, condition: conditions.has(name) };
}

function usable({ name, required, check }: DeclaredVariable, variables: ClientVariables): boolean {
  return Object.hasOwn(variables, name) ? check(variables[name], 0) : !required;
}

/** As the client sent them: each subgraph reads them by its own rules. */
function valuesOf(sources: readonly Source[], fixed: OperationVariables, variables: ClientVariables): OperationVariables {
  const values: Record<string, Json> = { ...fixed };
  for (const { name, variable, standard, condition } of sources) {
    const given = Object.hasOwn(variables, variable) ? (variables[variable] as Json | undefined) : standard;
    if (condition && given === null) {
      throw new InvalidInputs([new GraphQLError('Argument "if" of non-null type "Boolean!" must not be null.')]);
    }
    if (given !== undefined) values[name] = given;
  }
  return values;
}

/** graphql-js judges anew, and its words are told with their places in the client's document. */
function refuse(variables: ClientVariables, { schema, query, operation, mostErrors }: InputsOptions): void {
  const located = chosenOperation(parse(query), operation.name?.value);
  if (located instanceof GraphQLError) throw located;
  const { errors } = getVariableValues(schema, located.variableDefinitions ?? [], variables, { maxErrors: mostErrors });
  if (errors !== undefined) throw new InvalidInputs(errors);
}

function conditionVariables(selection: readonly AskedNode[]): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (node: AskedNode): void => {
    for (const { variable } of node.conditions) names.add(variable);
    if (node.kind === "fragment" && typeof node.defer?.variable === "string") names.add(node.defer.variable);
    node.selection?.forEach(visit);
  };
  selection.forEach(visit);
  return names;
}
