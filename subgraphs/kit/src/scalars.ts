import { GraphQLError, GraphQLScalarType, Kind } from "graphql";
import { GraphQLDateTimeISO, GraphQLJSON } from "graphql-scalars";

/** A calendar date, YYYY-MM-DD, kept as text: a date of a record has no hour and no time zone. */
export const DateScalar = new GraphQLScalarType({
  name: "Date",
  description: "A calendar date, YYYY-MM-DD.",
  serialize: (value) => (value instanceof Date ? value.toISOString().slice(0, 10) : calendarDate(value)),
  parseValue: calendarDate,
  parseLiteral: (node) => calendarDate(node.kind === Kind.STRING ? node.value : null),
});

/** An amount as text, so that no digit is lost on the way. */
export const DecimalScalar = new GraphQLScalarType({
  name: "Decimal",
  description: 'An amount as text, such as "1234.50", so that no digit is lost.',
  serialize: decimal,
  parseValue: decimal,
  parseLiteral: (node) => decimal(node.kind === Kind.STRING || node.kind === Kind.INT || node.kind === Kind.FLOAT ? node.value : null),
});

export const CurrencyCodeScalar = new GraphQLScalarType({
  name: "CurrencyCode",
  description: "An ISO 4217 currency code, such as USD.",
  serialize: currency,
  parseValue: currency,
  parseLiteral: (node) => currency(node.kind === Kind.STRING ? node.value : null),
});

/** An instant, in UTC. */
export const DateTimeScalar = new GraphQLScalarType({
  ...GraphQLDateTimeISO.toConfig(),
  name: "DateTime",
  description: "An instant in UTC, such as 2026-11-01T09:30:00Z.",
});

export const JsonScalar = new GraphQLScalarType({
  ...GraphQLJSON.toConfig(),
  description: "A value as JSON, such as a filter to give back.",
});

function calendarDate(value: unknown): string {
  if (typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value)) {
    const instant = new Date(`${value}T00:00:00Z`);
    if (!Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(value)) return value;
  }
  throw new GraphQLError(`Date takes a calendar date, YYYY-MM-DD; got ${JSON.stringify(value)}.`);
}

function decimal(value: unknown): string {
  const text = typeof value === "number" ? String(value) : value;
  if (typeof text === "string" && /^-?\d{1,18}(\.\d{1,6})?$/.test(text)) return text;
  throw new GraphQLError(`Decimal takes an amount such as "1234.50"; got ${JSON.stringify(value)}.`);
}

function currency(value: unknown): string {
  if (typeof value === "string" && /^[A-Z]{3}$/.test(value)) return value;
  throw new GraphQLError(`CurrencyCode takes three capital letters, such as USD; got ${JSON.stringify(value)}.`);
}

/** Every scalar of the hub's own: a supergraph carries their names, and a gateway has to read their values too. */
export const HUB_SCALARS: readonly GraphQLScalarType[] = [DateScalar, DecimalScalar, CurrencyCodeScalar, DateTimeScalar, JsonScalar];
