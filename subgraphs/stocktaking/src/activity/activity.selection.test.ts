import { seeded } from "../testing/seeded";
import { type RowOrder, type RowPlace, rowsAfter } from "./activity.selection";

const byValue = (values: readonly number[]): RowOrder => ({
  placeOf: (row) => [values[row] ?? null, row],
  compare: ([one, oneRow], [other, otherRow]) => (one === other ? otherRow - oneRow : Number(one) - Number(other)),
});

describe("rowsAfter", () => {
  it("reads a list page by page in the order in which sorting it whole gives it", () => {
    const random = seeded(7);
    for (let round = 0; round < 200; round += 1) {
      const values = Array.from({ length: Math.floor(random() * 60) }, () => Math.floor(random() * 10));
      const rows = Uint32Array.from(values.keys());
      const order = byValue(values);
      const size = 1 + Math.floor(random() * 7);
      const read: number[] = [];
      for (let after: RowPlace | null = null; ; ) {
        const page = rowsAfter(rows, order, after, size);
        if (page.length === 0) break;
        read.push(...page);
        after = order.placeOf(page.at(-1) ?? 0);
      }
      expect(read).toEqual([...rows].sort((one, other) => order.compare(order.placeOf(one), order.placeOf(other))));
    }
  });

  it("asks for no place more than once a row", () => {
    const values = Array.from({ length: 1000 }, (_, row) => 1000 - row);
    let asked = 0;
    const order = byValue(values);
    const counted: RowOrder = {
      ...order,
      placeOf: (row) => {
        asked += 1;
        return order.placeOf(row);
      },
    };
    rowsAfter(Uint32Array.from(values.keys()), counted, [500, 0], 10);
    expect(asked).toBe(1000);
  });
});
