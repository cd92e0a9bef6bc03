import { hasWords } from "./has-words";

describe("a search for words", () => {
  it("finds each of them anywhere, whatever their order, capitals and accents", () => {
    expect(hasWords("Santé publique et numérique", "NUMERIQUE sante")).toBe(true);
    expect(hasWords("Santé publique", "santé numérique")).toBe(false);
  });

  it("finds everything where no word is given", () => {
    expect(hasWords("Santé", "  ")).toBe(true);
  });
});
