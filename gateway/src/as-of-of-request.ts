import { hubError } from "@actionline/kit/hub-error";
import { pinnedPoint } from "@actionline/kit/page";
import { isSamePoint, nameOfPoint, type Point } from "@actionline/kit/point";
import type { AsOfPoint } from "@actionline/kit/request-context";
import type { AsOfInput } from "@actionline/log/as-of";
import { GraphQLError, getNamedType, type OperationTypeNode } from "graphql";
import type { AskedField } from "./asked-fields";

/** Finds the point of the log that a user names; null for the watermark. */
export type ResolvePoint = (input: AsOfInput | null, now: Date) => Promise<AsOfPoint>;

/**
 * The one point that a whole request reads at: what its `asOf` arguments name, all the same, or else the point its
 * cursors are pinned to, or else the log's latest. A mutation reads at the latest.
 */
export async function asOfOfRequest(
  kind: OperationTypeNode,
  fields: readonly AskedField[],
  resolvePoint: ResolvePoint,
  now: Date,
): Promise<AsOfPoint> {
  const named = onlyOne(asOfArguments(fields).map(exactlyOne));
  if (kind !== "query") {
    if (named === null) return resolvePoint(null, now);
    throw hubError("AS_OF_MIXED", `A ${kind} reads at the log's latest point; leave asOf out.`);
  }
  const pins = cursorPins(fields);
  if (named === null) return atPins(pins, resolvePoint, now);
  const point = await resolvePoint(named, now);
  const other = pins.find((pin) => !isSamePoint(pin, point));
  if (other !== undefined) throw mixed(other);
  return point;
}

/** Anyone can write a cursor, so that its point is checked as if it had been asked for by name. */
async function atPins(pins: readonly Point[], resolvePoint: ResolvePoint, now: Date): Promise<AsOfPoint> {
  const [pin] = pins;
  if (pin === undefined) return resolvePoint(null, now);
  if (pins.some((other) => !isSamePoint(other, pin))) throw mixed();
  try {
    return await resolvePoint({ snapshot: nameOfPoint(pin) }, now);
  } catch (error) {
    if (!(error instanceof GraphQLError) || error.extensions.code !== "AS_OF_UNKNOWN") throw error;
    throw hubError("CURSOR_INVALID", '"after" is pinned to no point of this log; take it from pageInfo.endCursor, or leave it out.');
  }
}

function everyField(fields: readonly AskedField[]): readonly AskedField[] {
  return fields.flatMap((field) => [field, ...everyField(field.fields)]);
}

function asOfArguments(fields: readonly AskedField[]): readonly object[] {
  return everyField(fields).flatMap((field) => asOfOf(field) ?? []);
}

function asOfOf({ definition, arguments: values }: AskedField): object | null {
  const declared = definition.args.find(({ name, type }) => name === "asOf" && getNamedType(type).name === "AsOf");
  const value = declared === undefined ? null : values.asOf;
  return typeof value === "object" ? value : null;
}

function cursorPins(fields: readonly AskedField[]): readonly Point[] {
  return everyField(fields).flatMap((field) => {
    const { after } = field.arguments;
    const point = typeof after === "string" && asOfOf(field) === null ? pinnedPoint(after) : null;
    return point === null ? [] : [point];
  });
}

function exactlyOne(input: object): AsOfInput {
  const given = Object.entries(input).filter(([, value]) => value !== null && value !== undefined);
  const [only] = given;
  if (only === undefined || given.length > 1) {
    throw hubError("AS_OF_ONE", `asOf takes exactly one of sequence, at and snapshot; ${given.length} were given.`);
  }
  return known(only);
}

function known([name, value]: [string, unknown]): AsOfInput {
  if (name === "snapshot" && typeof value === "string") return { snapshot: value };
  if (name === "at" && value instanceof Date) return { at: value };
  if (name === "sequence" && typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return { sequence: value };
  throw hubError("AS_OF_UNKNOWN", `asOf.${name} isn't a point of the log; take one that an earlier answer told.`);
}

function onlyOne(inputs: readonly AsOfInput[]): AsOfInput | null {
  const [first] = inputs;
  if (first === undefined) return null;
  if (inputs.some((input) => JSON.stringify(input) !== JSON.stringify(first))) throw mixed();
  return first;
}

function mixed(pin: Point | null = null): GraphQLError {
  const which = pin === null ? "the one its cursors came from" : `{ snapshot: "${nameOfPoint(pin)}" } is the one its cursors came from`;
  return hubError("AS_OF_MIXED", `One request reads at one point of the log: give every asOf the same value; ${which}.`);
}
