import { hubError } from "@actionline/kit/hub-error";
import { PAGE, pageSize } from "@actionline/kit/page";
import { getNamedType, getNullableType, isCompositeType, isListType } from "graphql";
import type { AskedField } from "./asked-fields";
import { FixedFacts } from "./fixed-facts";
import type { GatewaySettings } from "./settings";

/** Values given to all fields of an operation together; a variable counts at each field that is given it. */
const MOST_VALUES = 5_000;

type CostSettings = Pick<GatewaySettings, "nodes" | "listSize">;

/** The limits of what an operation asks for, with its variables. One object serves one gateway: it keeps what never changes. */
export class OperationLimits {
  readonly #settings: CostSettings;
  readonly #nodes = new FixedFacts((field: AskedField) => this.#nodesOf(field, null));
  readonly #pages = new FixedFacts((field: AskedField) => this.#checkPagesOf(field));
  readonly #values = new FixedFacts((field: AskedField) => this.#valuesOf(field));

  constructor(settings: CostSettings) {
    this.#settings = settings;
  }

  /** How many records the operation could return; refuses more than the hub gives at once, and pages out of bounds. */
  estimateNodes(fields: readonly AskedField[]): number {
    const { nodes: most } = this.#settings;
    const estimated = this.#total(fields, null);
    if (estimated > most) {
      throw hubError(
        "QUERY_TOO_COSTLY",
        `This could return ${estimated} records at once; at most ${most}. Ask for smaller pages (first) or fewer lists within lists.`,
        { estimated, most },
      );
    }
    for (const field of fields) this.#pages.of(field);
    this.#checkValues(fields);
    return estimated;
  }

  /** One variable given to many fields is read anew by each of them: together they take no more than one could. */
  #checkValues(fields: readonly AskedField[]): void {
    if (sum(fields, (field) => this.#values.of(field)) <= MOST_VALUES) return;
    throw hubError(
      "QUERY_TOO_COSTLY",
      `The arguments of all fields hold more than ${MOST_VALUES} values together. Ask in several requests.`,
      { most: MOST_VALUES },
    );
  }

  #valuesOf({ arguments: values, fields }: AskedField): number {
    return countValues(values) - 1 + sum(fields, (field) => this.#values.of(field));
  }

  #checkPagesOf(field: AskedField): void {
    if (paged(field)) pageSize(pageOf(field));
    for (const inner of field.fields) this.#pages.of(inner);
  }

  /** @param page the page size that a field above asked for and no list has used up yet */
  #total(fields: readonly AskedField[], page: number | null): number {
    return sum(fields, (field) => (page === null ? this.#nodes.of(field) : this.#nodesOf(field, page)));
  }

  #nodesOf(field: AskedField, page: number | null): number {
    if (!isCompositeType(getNamedType(field.definition.type))) return 0;
    const own = paged(field) ? Math.max(1, pageOf(field) ?? PAGE.default) : page;
    if (!isListType(getNullableType(field.definition.type))) return 1 + this.#total(field.fields, own);
    return this.#listSize(field, own) * (1 + this.#total(field.fields, null));
  }

  #listSize(field: AskedField, page: number | null): number {
    if (paged(field)) return page ?? PAGE.default;
    const { name } = field.definition;
    return name === "nodes" || name === "edges" ? (page ?? PAGE.default) : this.#settings.listSize;
  }
}

function sum(fields: readonly AskedField[], of: (field: AskedField) => number): number {
  let total = 0;
  for (const field of fields) total += of(field);
  return total;
}

/** The value itself and all that it holds. */
function countValues(value: unknown): number {
  if (typeof value !== "object" || value === null) return 1;
  let total = 1;
  for (const inner of Object.values(value)) total += countValues(inner);
  return total;
}

function paged({ definition }: AskedField): boolean {
  return definition.args.some(({ name }) => name === "first");
}

function pageOf(field: AskedField): number | null {
  const { first } = field.arguments;
  return typeof first === "number" ? first : null;
}
