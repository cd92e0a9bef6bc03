import { createHash } from "node:crypto";
import {
  buildSchema,
  type GraphQLFieldResolver,
  type GraphQLOutputType,
  getNamedType,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
} from "graphql";

/** A schema with one of each thing that a document can hold. */
export const SAMPLE = buildSchema(`
  directive @defer(label: String, if: Boolean! = true) on FRAGMENT_SPREAD | INLINE_FRAGMENT
  directive @loud(times: Int = 1) repeatable on FIELD | INLINE_FRAGMENT | FRAGMENT_SPREAD | QUERY

  scalar Date
  scalar Json

  enum Colour { RED GREEN BLUE }

  input Range { from: Int! to: Int = 9 }
  input Filter { text: String ids: [ID!] colour: Colour ranges: [Range!] since: Date not: Filter ratio: Float }
  input By @oneOf { id: ID name: String range: Range }

  interface Thing { id: ID! name: String related(first: Int = 2): [Thing!] }
  type Cat implements Thing { id: ID! name: String related(first: Int = 2): [Thing!] lives(left: Boolean = true): Int toy: Toy broken: String }
  type Dog implements Thing { id: ID! name: String related(first: Int = 2): [Thing!] tricks(level: Int! = 1): [String!] toy: Toy friend: Thing }
  type Toy { colour: Colour size(unit: String = "cm"): Float owner: Thing _0_size: Int }
  union Found = Cat | Dog | Toy

  type Query {
    thing(id: ID!): Thing
    things(filter: Filter, first: Int = 3): [Thing!]
    found(by: By, ratio: Float): [Found]
    cat(range: Range = { from: 1 }): Cat
    colours(of: [Colour!], also: [[Int]]): [Colour]
    text(value: String, json: Json, on: Date, dates: [Date]): String
    number(value: Float, big: Int): Float
    again: Query
    plain: String
  }
  type Mutation { rename(id: ID!, name: String): Thing }
  type Subscription { renamed(id: ID): Thing }
`);

/** Answers any field from what it was asked: whoever asks otherwise is answered otherwise, there and below. */
export const answering: GraphQLFieldResolver<unknown, unknown> = (
  parent,
  given,
  _context,
  { fieldName, returnType, schema, parentType },
) => {
  if (fieldName === "broken") throw new Error("broken");
  const seed = digest(`${idOf(parent)} ${parentType.name} ${fieldName} ${JSON.stringify(given, sorted)}`);
  return answer(returnType);

  function answer(type: GraphQLOutputType, salt = 0): unknown {
    const number = Number.parseInt(digest(`${seed} ${salt}`).slice(0, 6), 16);
    if (isNonNullType(type)) return answer(type.ofType, salt + 1);
    if (isListType(type)) return [answer(type.ofType, salt + 2), answer(type.ofType, salt + 3)];
    if (number % 13 === 0 && salt < 2 && !isNonNullType(returnType)) return null;
    const named = getNamedType(type);
    if (isLeafType(named)) return leaf(named.name, number);
    const possible = isAbstractType(named) ? schema.getPossibleTypes(named) : [named];
    return { __typename: possible[number % possible.length]?.name, id: `${seed.slice(0, 8)}-${salt}` };
  }
};

function leaf(type: string, number: number): unknown {
  if (type === "Int" || type === "Float") return number;
  return type === "Colour" ? ["RED", "GREEN", "BLUE"][number % 3] : `${type}-${number}`;
}

function idOf(parent: unknown): string {
  return typeof parent === "object" && parent !== null && "id" in parent ? String(parent.id) : "root";
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function sorted(_key: string, value: unknown): unknown {
  const plain = typeof value === "object" && value !== null && !Array.isArray(value);
  return plain ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))) : value;
}
