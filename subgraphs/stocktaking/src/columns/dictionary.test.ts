import { Dictionary } from "./dictionary";

const TEXTS = [
  "",
  "a",
  "é",
  "itu:1",
  "organización",
  "世界",
  "🙂",
  "a".repeat(5_000),
  ...Array.from({ length: 40_000 }, (_, at) => `agency-${at % 7}:${at}`),
];

describe("a dictionary", () => {
  const dictionary = new Dictionary();
  const numbers = TEXTS.map((text) => dictionary.intern(text));

  it("numbers texts in the order of first sight, in whatever script, however many they are", () => {
    expect(numbers).toEqual(TEXTS.map((_, at) => at));
    expect(TEXTS.map((text) => dictionary.intern(text))).toEqual(numbers);
    expect(dictionary.size).toBe(TEXTS.length);
  });

  it("gives back each text by its number, one by one and all at once", () => {
    expect(dictionary.text(5)).toBe("世界");
    expect(TEXTS.every((text, at) => dictionary.text(at) === text)).toBe(true);
    expect(dictionary.texts()).toEqual(TEXTS);
    expect(() => dictionary.text(TEXTS.length)).toThrow(RangeError);
    expect(() => dictionary.text(-1)).toThrow(RangeError);
  });

  it("finds a text it has and no other, and finding makes none", () => {
    expect(TEXTS.map((text) => dictionary.find(text))).toEqual(numbers);
    expect(["agency-1:2", "e", "世", "itu:11"].map((text) => dictionary.find(text))).toEqual([-1, -1, -1, -1]);
    expect(dictionary.size).toBe(TEXTS.length);
  });
});
