import { hubError } from "@actionline/kit/hub-error";
import { pinnedPoint } from "@actionline/kit/page";
import { isSamePoint, nameOfPoint, type Point } from "@actionline/kit/point";
import type { AsOfPoint } from "@actionline/kit/request-context";
import type { AsOfInput } from "@actionline/log/as-of";
import { GraphQLError, getNamedType, type OperationTypeNode } from "graphql";
import type { AskedField } from "./asked-fields";
import { FixedFacts } from "./fixed-facts";

/** Finds the point of the log that a user names; null for the watermark. */
export type ResolvePoint = (input: AsOfInput | null, now: Date) => Promise<AsOfPoint>;

/** The points of the log that an operation's arguments name. */
export interface NamedPoints {
  /** The one value of its `asOf` arguments. */
  readonly asOf: AsOfInput | null;
  /** What its cursors are pinned to. */
  readonly pins: readonly Point[];
}

/** Gathers what an operation's fields name; refuses two different values of `asOf`. */
export class PointsOfFields {
  readonly #telling = new FixedFacts((field: AskedField): readonly AskedField[] => [
    ...(tells(field) ? [field] : []),
    ...field.fields.flatMap((inner) => this.#telling.of(inner)),
  ]);

  gather(fields: readonly AskedField[]): NamedPoints {
    const telling = fields.flatMap((field) => this.#telling.of(field));
    return { asOf: onlyOne(telling.flatMap((field) => asOfOf(field) ?? []).map(exactlyOne)), pins: telling.flatMap(pinOf) };
  }
}

/**
 * The one point that a whole request reads at: what its `asOf` arguments name, or else the point its cursors are pinned
 * to, or else the log's latest. A mutation reads at the latest.
 */
export async function asOfOfRequest(
  kind: OperationTypeNode,
  { asOf, pins }: NamedPoints,
  resolvePoint: ResolvePoint,
  now: Date,
): Promise<AsOfPoint> {
  if (kind !== "query") {
    if (asOf === null) return resolvePoint(null, now);
    throw hubError("AS_OF_MIXED", `A ${kind} reads at the log's latest point; leave asOf out.`);
  }
  if (asOf === null) return atPins(pins, resolvePoint, now);
  const point = await resolvePoint(asOf, now);
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

const tells = (field: AskedField): boolean => asOfOf(field) !== null || pinOf(field).length > 0;

function asOfOf({ definition, arguments: values }: AskedField): object | null {
  const declared = definition.args.find(({ name, type }) => name === "asOf" && getNamedType(type).name === "AsOf");
  const value = declared === undefined ? null : values.asOf;
  return typeof value === "object" ? value : null;
}

function pinOf(field: AskedField): readonly Point[] {
  const { after } = field.arguments;
  const point = typeof after === "string" && asOfOf(field) === null ? pinnedPoint(after) : null;
  return point === null ? [] : [point];
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
