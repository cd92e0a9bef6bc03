/** The number that a literal stands for, where JSON can carry it without losing a digit or its sign; undefined otherwise. */
export function exactNumber(literal: string): number | undefined {
  const number = Number(literal);
  const kept = Number.isFinite(number) && !Object.is(number, -0) && decimal(literal) === decimal(String(number));
  return kept ? number : undefined;
}

/** One spelling for each number: its digits without zeros at either end, and the power of ten of the last. */
function decimal(text: string): string {
  const [mantissa = "", exponent = "0"] = text.toLowerCase().split("e");
  const [whole = "", fraction = ""] = mantissa.replace("-", "").split(".");
  const digits = `${whole}${fraction}`.replace(/^0+/, "");
  const significant = withoutZerosAtEnd(digits);
  if (significant === "") return "0";
  const power = Number(exponent) - fraction.length + (digits.length - significant.length);
  return `${mantissa.startsWith("-") ? "-" : ""}${significant}e${power}`;
}

/** By hand: the pattern for it takes quadratic time on a row of zeros. */
function withoutZerosAtEnd(digits: string): string {
  let end = digits.length;
  while (end > 0 && digits.charCodeAt(end - 1) === 48) end -= 1;
  return digits.slice(0, end);
}
