import { SeenTable } from "./seen-table";

describe("the table of what a run has seen", () => {
  it("tells new, same and other content apart, and keeps the first", () => {
    const table = new SeenTable(4);
    const [first, second] = ["0123456789abcdef99", "fedcba987654321000"];

    expect([table.note("a", first), table.note("a", first), table.note("a", second)]).toEqual(["NEW", "SAME", "OTHER"]);
    expect(table.contentOf("a")).toBe("0123456789abcdef");
    expect([table.has("a"), table.has("b")]).toEqual([true, false]);
  });

  it("remembers where a key stood first, as far as 32 bits count", () => {
    const table = new SeenTable(2);
    for (let line = 1; line <= 1_000; line += 1) table.note(`key ${line}`, "0".repeat(16), line);
    table.note("key 7", "f".repeat(16), 2_000);
    table.note("far", "0".repeat(16), 2 ** 32);

    expect([table.numberOf("key 7"), table.numberOf("key 1000"), table.numberOf("far"), table.numberOf("none")]).toEqual([7, 1_000, 0, 0]);
  });

  it("still knows every key after it has grown many times over", () => {
    const table = new SeenTable(2);
    for (let number = 0; number < 50_000; number += 1) table.note(`key ${number}`, number.toString(16).padStart(16, "0"));

    expect(table.size).toBe(50_000);
    for (let number = 0; number < 50_000; number += 997)
      expect(table.note(`key ${number}`, number.toString(16).padStart(16, "0"))).toBe("SAME");
    expect(table.has("key 50000")).toBe(false);
  });
});
