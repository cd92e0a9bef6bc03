import { AskedBefore } from "./asked-before";

describe("what was asked before", () => {
  it("is known when it comes again, and what hasn't come isn't", () => {
    const asked = new AskedBefore();
    const texts = ["", "{ plain }", "{ plain } ", "é", "x".repeat(100_000)];
    expect(texts.map((text) => asked.note(text))).toEqual(texts.map(() => false));
    expect(texts.map((text) => asked.note(text))).toEqual(texts.map(() => true));
  });

  it("is remembered for thousands of others, and forgotten in a flood of them", () => {
    const asked = new AskedBefore();
    const flood = (count: number) => {
      asked.note("{ plain }");
      for (let index = 0; index < count; index += 1) asked.note(`{ a${count}_${index}: plain }`);
      return asked.note("{ plain }");
    };
    expect([flood(1_000), flood(200_000)]).toEqual([true, false]);
  });
});
