import { seeded } from "../coverage/bench-world";
import { RowLists, unionOfRows } from "./row-lists";

describe("lists of rows", () => {
  it("hold for each number the rows that carry it, ascending", () => {
    const lists = new RowLists();
    for (let row = 0; row < 100; row += 1) lists.push(row, [row % 3, 7]);
    expect([...lists.list(2)]).toEqual(Array.from({ length: 33 }, (_, at) => at * 3 + 2));
    expect([...lists.list(7)]).toHaveLength(100);
    expect([...lists.list(5), ...lists.list(99)]).toEqual([]);
  });

  it("are put together ascending, each row once, in whatever order they come", () => {
    const below = seeded(7);
    for (let round = 0; round < 50; round += 1) {
      const lists = Array.from({ length: below(4) }, () => Array.from({ length: below(60) }, () => below(2_000)));
      const union = unionOfRows(
        lists.map((list) => Int32Array.from(list)),
        2_000,
      );
      expect([...(union ?? [])]).toEqual([...new Set(lists.flat())].sort((a, b) => a - b));
    }
  });

  it("are no help where they hold so many that all rows may as well be looked at", () => {
    const half = Int32Array.from({ length: 500 }, (_, row) => row * 2);
    expect(unionOfRows([half], 1_000)).toBeNull();
  });
});
