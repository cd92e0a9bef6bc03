import { searchOf } from "./activity.text-search";

describe("the words of a text search", () => {
  it("look for the singular and the plural of a word of letters", () => {
    expect(searchOf("nurse").split(" ")).toEqual(["nurse", "nurses", "nursees"]);
    expect(searchOf("policies").split(" ")).toContain("policy");
    expect(searchOf("infirmière").split(" ")).toContain("infirmières");
  });

  it("keep anything else as it was typed, between quotes", () => {
    for (const word of ["e-health", "-nurse", "18a", "$where", "UN"]) {
      expect(searchOf(word)).toBe(`"${word}"`);
    }
  });
});
