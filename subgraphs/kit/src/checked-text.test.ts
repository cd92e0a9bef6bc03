import { checkedText } from "./checked-text";

const refused = (text: string): string => {
  try {
    checkedText(text, 10, "the reason");
    return "";
  } catch (error) {
    return String(error);
  }
};

describe("a text that a person wrote", () => {
  it.each(["reason", "a\nb\tc", "\u200fشكرا\u200e", "<b>", "👩‍⚕️"])("is kept as it was written: %j", (text) => {
    expect(checkedText(`  ${text} `, 10, "the reason")).toBe(text);
  });

  it.each(["", " \n ", "12345678901"])("is refused where it is empty or too long: %j", (text) => {
    expect(refused(text)).toContain("Give the reason, 1 to 10 characters.");
  });

  it.each(["a\u0000b", "a\u001bb", "a\u009bb", "a\ud800b", "a\u202eb", "a\u2067b"])("is refused where it can't be shown: %j", (text) => {
    expect(refused(text)).toContain("characters that can't be shown");
  });
});
