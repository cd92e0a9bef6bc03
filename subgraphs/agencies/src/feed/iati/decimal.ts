const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?$/;
const DECIMALS = 6;

/** An xsd:decimal as the contract writes amounts, and whether digits were rounded away. Null where it is no decimal. */
export function decimalText(text: string): { amount: string; rounded: boolean } | null {
  const parts = DECIMAL.exec(text.trim());
  const [, sign = "", whole = "", fraction = ""] = parts ?? [];
  if (parts === null || whole.length + fraction.length === 0) return null;
  const scaled = BigInt(whole + fraction.slice(0, DECIMALS).padEnd(DECIMALS, "0")) + (Number(fraction[DECIMALS] ?? 0) >= 5 ? 1n : 0n);
  const digits = scaled.toString().padStart(DECIMALS + 1, "0");
  const decimals = digits.slice(-DECIMALS).replace(/0+$/, "");
  const amount = `${digits.slice(0, -DECIMALS)}${decimals === "" ? "" : `.${decimals}`}`;
  const rounded = /[1-9]/.test(fraction.slice(DECIMALS));
  return { amount: sign === "-" && scaled !== 0n ? `-${amount}` : amount, rounded };
}
