import {
  type GraphQLCompositeType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNullableType,
  isCompositeType,
  isEnumType,
  isListType,
  isNonNullType,
  isUnionType,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
} from "graphql";
import { type CollectedField, collectFields, type Selections } from "./collect-fields";
import { deniedField } from "./denied-plan";
import { BooleanPlan, EnumPlan, NumberPlan, ScalarPlan, TextPlan } from "./leaf-plans";
import { ListPlan } from "./list-plan";
import { FieldPlan, ObjectPlan } from "./object-plan";
import { ObjectValuePlan } from "./object-value-plan";
import { PutOffFragment } from "./put-off-fragment";
import type { ValuePlan } from "./value-plan";
import type { Variant } from "./variants";

/** Plans what is written of a selection, one type at a time, as types are met. */
export class PlanCompiler {
  readonly #schema: GraphQLSchema;
  readonly #variant: Variant;

  constructor(schema: GraphQLSchema, variant: Variant) {
    this.#schema = schema;
    this.#variant = variant;
  }

  /** Null where it depends on which object type it is. */
  planOf(type: GraphQLCompositeType, selections: Selections): ObjectPlan | null {
    const { fields, putOff, undecided } = collectFields(this.#schema, type, selections, this.#variant);
    if (undecided) return null;
    return new ObjectPlan(
      fields.map((field, index) => this.#field(type, field, index === 0)),
      putOff.map((fragment) => new PutOffFragment(fragment.defer, this.#object(type.name, false, type, [fragment.selection]))),
    );
  }

  #field(type: GraphQLCompositeType, { asked, selections }: CollectedField, first: boolean): FieldPlan {
    const before = `${first ? "{" : ","}${JSON.stringify(asked.responseName)}:`;
    if (asked.name === "__typename") return new FieldPlan(asked, `${before}${JSON.stringify(type.name)}`, null);
    const coordinate = `${type.name}.${asked.name}`;
    if (asked.name === SchemaMetaFieldDef.name) return new FieldPlan(asked, before, new ScalarPlan(coordinate, true));
    if (asked.name === TypeMetaFieldDef.name) return new FieldPlan(asked, before, new ScalarPlan(coordinate, false));
    const definition = isUnionType(type) ? undefined : type.getFields()[asked.name];
    if (definition === undefined) throw new Error(`the public schema has no field ${coordinate} to write`);
    if (asked.denied) return deniedField(asked, before, coordinate, isNonNullType(definition.type));
    return new FieldPlan(asked, before, this.#value(definition.type, selections, coordinate));
  }

  #value(type: GraphQLOutputType, selections: Selections, coordinate: string): ValuePlan {
    const nonNull = isNonNullType(type);
    const nullable = getNullableType(type);
    if (isListType(nullable)) return new ListPlan(coordinate, nonNull, this.#value(nullable.ofType, selections, coordinate));
    if (isEnumType(nullable)) return new EnumPlan(coordinate, nonNull, nullable.getValues());
    if (isCompositeType(nullable)) return this.#object(coordinate, nonNull, nullable, selections);
    return new (scalarPlans.get(nullable.name) ?? ScalarPlan)(coordinate, nonNull);
  }

  #object(coordinate: string, nonNull: boolean, type: GraphQLCompositeType, selections: Selections): ObjectValuePlan {
    return new ObjectValuePlan(coordinate, nonNull, this.#schema, type, (each) => this.planOf(each, selections));
  }
}

const scalarPlans = new Map<string, new (coordinate: string, nonNull: boolean) => ValuePlan>([
  ["String", TextPlan],
  ["ID", TextPlan],
  ["Int", NumberPlan],
  ["Float", NumberPlan],
  ["Boolean", BooleanPlan],
]);
