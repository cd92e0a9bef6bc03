import { type FieldNode, type GraphQLField, valueFromASTUntyped } from "graphql";
import { EngineError } from "../../engine-error";
import type { OperationVariables } from "../../operation/normalised-operation";
import type { ListSize } from "./cost-weights";

/** How many items `@listSize` lets expect of one field, given its arguments; null where it doesn't say. */
export type ExpectedSize = (variables: OperationVariables) => number | null;

/** @param strict refuses a field that is given none of its slicing arguments, or several, where exactly one is required */
export function expectedSize(
  size: ListSize,
  coordinate: string,
  definition: GraphQLField<unknown, unknown>,
  node: FieldNode,
  strict: boolean,
): ExpectedSize {
  const { slicingArguments, assumedSize } = size;
  if (slicingArguments.length === 0) return () => assumedSize;
  const readers = slicingArguments.map((name) => readerOf(name, definition, node));
  return (variables) => {
    const read = readers.map((reader) => reader(variables));
    const given = read.flatMap(({ given }) => given ?? []);
    if (strict && size.requireOneSlicingArgument) requireOne(given.length, coordinate, slicingArguments, assumedSize, read);
    const sizes = read.flatMap(({ given, byDefault }) => given ?? byDefault ?? []);
    return sizes.length === 0 ? assumedSize : Math.max(0, ...sizes);
  };
}

interface Slicing {
  readonly given: number | null;
  readonly byDefault: number | null;
}

function readerOf(name: string, definition: GraphQLField<unknown, unknown>, node: FieldNode): (variables: OperationVariables) => Slicing {
  const value = node.arguments?.find((argument) => argument.name.value === name)?.value;
  const byDefault = sizeIn(definition.args.find((argument) => argument.name === name)?.defaultValue);
  return (variables) => {
    const given = value === undefined ? undefined : valueFromASTUntyped(value, { ...variables });
    return { given: sizeIn(given), byDefault: given === undefined ? byDefault : null };
  };
}

function sizeIn(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

function requireOne(
  given: number,
  coordinate: string,
  names: readonly string[],
  assumedSize: number | null,
  read: readonly Slicing[],
): void {
  if (given === 1 || (given === 0 && (assumedSize !== null || read.some(({ byDefault }) => byDefault !== null)))) return;
  throw new EngineError("BAD_INPUT", `Say how many of ${coordinate} to answer, by exactly one of: ${names.join(", ")}.`, { coordinate });
}
