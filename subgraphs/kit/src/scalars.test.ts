import { parseValue } from "graphql";
import { CurrencyCodeScalar, DateScalar, DateTimeScalar, DecimalScalar } from "./scalars";

const literal = (text: string) => parseValue(text);

describe("Date", () => {
  it("takes and gives calendar dates as text", () => {
    expect(DateScalar.parseValue("2024-02-29")).toBe("2024-02-29");
    expect(DateScalar.parseLiteral(literal(`"2024-02-29"`))).toBe("2024-02-29");
    expect(DateScalar.serialize("2024-02-29")).toBe("2024-02-29");
    expect(DateScalar.serialize(new Date("2024-02-29T23:59:59Z"))).toBe("2024-02-29");
  });

  it.each(["2023-02-29", "0000-00-00", "2024-2-1", "2024-02-01T00:00:00Z", "", 20240201, null, { $gt: "" }])("refuses %j", (value) => {
    expect(() => DateScalar.parseValue(value)).toThrow("YYYY-MM-DD");
  });

  it("refuses a literal that is no text", () => {
    expect(() => DateScalar.parseLiteral(literal("2024"))).toThrow("YYYY-MM-DD");
  });
});

describe("Decimal", () => {
  it("keeps every digit as it stands", () => {
    for (const amount of ["0", "-3.50", "999999999999999999.999999"]) {
      expect(DecimalScalar.parseValue(amount)).toBe(amount);
      expect(DecimalScalar.serialize(amount)).toBe(amount);
    }
    expect(DecimalScalar.parseLiteral(literal("12.50"))).toBe("12.50");
  });

  it.each(["NaN", "Infinity", "1e9", "1,000", ".5", "5.", "1.0000000", "", null, Number.NaN, 1e30])("refuses %p", (value) => {
    expect(() => DecimalScalar.parseValue(value)).toThrow("Decimal takes");
  });
});

describe("CurrencyCode", () => {
  it("takes three capital letters and nothing else", () => {
    expect(CurrencyCodeScalar.parseValue("CHF")).toBe("CHF");
    expect(CurrencyCodeScalar.parseLiteral(literal(`"USD"`))).toBe("USD");
    for (const value of ["usd", "US", "USDX", "", 840, null])
      expect(() => CurrencyCodeScalar.parseValue(value)).toThrow("CurrencyCode takes");
  });
});

describe("DateTime", () => {
  it("takes an instant and gives it in UTC", () => {
    expect(DateTimeScalar.parseValue("2026-11-01T09:30:00+01:00")).toEqual(new Date("2026-11-01T08:30:00Z"));
    expect(() => DateTimeScalar.parseValue("yesterday")).toThrow();
  });
});
