import type { Hub } from "../../hub/open-hub";

/** Asks the preview's hub, and takes no half answer. */
export async function askPreview<T extends object>(
  hub: Pick<Hub, "execute">,
  query: string,
  variables: Record<string, unknown> = {},
  token?: string,
): Promise<T> {
  const { body } = await hub.execute({ query, variables }, token === undefined ? {} : { token });
  const error = body.errors?.[0];
  if (error !== undefined || body.data == null) throw new Error(`The preview's hub gave no answer: ${error?.message ?? "nothing came"}`);
  return body.data as object as T;
}

interface Page<Node> {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}
interface CellsAnswer<Cell> {
  readonly coverage: { readonly cells: Page<Cell> };
}

/** Which cells of the grid by item, region and year. */
export interface Slice {
  readonly years: readonly number[];
  readonly states: readonly string[];
  readonly items?: readonly string[];
  readonly places?: readonly string[];
  readonly asOf?: { readonly sequence: number } | null;
}

/** Every cell of a slice, page by page. @param fields what is asked of each */
export async function cellsOf<Cell>(hub: Pick<Hub, "execute">, fields: string, slice: Slice): Promise<Cell[]> {
  const query = `query ($years: [Int!], $states: [CellState!], $items: [ID!], $places: [ID!], $asOf: AsOf, $after: String) {
    coverage(asOf: $asOf, years: $years, items: $items, places: $places, by: [ITEM, REGION, YEAR]) {
      cells(first: 200, after: $after, states: $states) { nodes { ${fields} } pageInfo { hasNextPage endCursor } }
    }
  }`;
  const cells: Cell[] = [];
  for (let after: string | null = null; ; ) {
    const { coverage }: CellsAnswer<Cell> = await askPreview<CellsAnswer<Cell>>(hub, query, { ...slice, after });
    cells.push(...coverage.cells.nodes);
    after = coverage.cells.pageInfo.endCursor;
    if (!coverage.cells.pageInfo.hasNextPage) return cells;
  }
}
