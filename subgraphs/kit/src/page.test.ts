import { pageSize, pinnedPoint, readAfter, readCursor, writeCursor } from "./page";

const refusal = (code: string): object => ({ extensions: expect.objectContaining({ code }) });
const point = { sequence: 7, instant: new Date("2026-11-22T13:05:41.312Z") };
const at = point.instant.getTime();
const written = (parts: unknown): string => Buffer.from(JSON.stringify(parts)).toString("base64url");

describe("a page's size", () => {
  it("is 50 where none is given, and what is given from 1 to 200", () => {
    expect([undefined, null, 1, 200].map(pageSize)).toEqual([50, 50, 1, 200]);
  });

  it.each([0, -1, 201, 2 ** 31])("PAGE_TOO_LARGE: refuses %d", (first) => {
    expect(() => pageSize(first)).toThrow(expect.objectContaining(refusal("PAGE_TOO_LARGE")));
  });
});

describe("a cursor", () => {
  const cursor = writeCursor({ list: "teams", point, last: ["C1", 3, null] });

  it("gives back the place that it was written with, and the point that it is pinned to", () => {
    expect(readCursor("teams", point, cursor)).toEqual(["C1", 3, null]);
    expect(pinnedPoint(cursor)).toEqual(point);
  });

  it("CURSOR_INVALID: is refused by another list, and at another point with the point to ask at", () => {
    expect(() => readCursor("places", point, cursor)).toThrow(expect.objectContaining(refusal("CURSOR_INVALID")));
    const name = "7@2026-11-22T13:05:41.312Z";
    const refused = { message: expect.stringContaining(name), extensions: { code: "CURSOR_INVALID", sequence: 7, name } };
    for (const other of [
      { ...point, sequence: 8 },
      { ...point, instant: new Date(at + 1) },
    ]) {
      expect(() => readCursor("teams", other, cursor)).toThrow(expect.objectContaining(refused));
    }
  });

  it.each([
    ["no base64", "%%%"],
    ["no JSON", Buffer.from("[").toString("base64url")],
    ["no list", written({ list: "teams" })],
    ["something deep", written(["teams", 7, at, { $gt: "" }])],
    ["something long", writeCursor({ list: "teams", point, last: ["x".repeat(5000)] })],
    ["nothing", ""],
  ])("CURSOR_INVALID: is refused where it is %s", (_, text) => {
    expect(() => readCursor("teams", point, text)).toThrow(expect.objectContaining(refusal("CURSOR_INVALID")));
    expect(pinnedPoint(text)).toBeNull();
  });

  it.each<[string, unknown, unknown]>([
    ["sequence is a text", "7", at],
    ["sequence is half a one", 1.5, at],
    ["instant is missing", 7, undefined],
    ["instant is a text", 7, "2026-11-22T13:05:41.312Z"],
    ["instant lies past all dates", 7, 8.64e15 + 1],
  ])("CURSOR_INVALID: is refused, and pinned to nothing, where its %s", (_, sequence, instant) => {
    const text = written(["teams", sequence, instant, "C1"]);
    expect(pinnedPoint(text)).toBeNull();
    expect(() => readCursor("teams", point, text)).toThrow(expect.objectContaining(refusal("CURSOR_INVALID")));
  });

  it("CURSOR_INVALID: is refused by a list of one key where it holds no text", () => {
    expect(readAfter("teams", point, cursor)).toBe("C1");
    expect(readAfter("teams", point, null)).toBeNull();
    expect(() => readAfter("teams", point, written(["teams", 7, at, 5]))).toThrow(expect.objectContaining(refusal("CURSOR_INVALID")));
    expect(() => readAfter("teams", point, written(["teams", 7, at]))).toThrow(expect.objectContaining(refusal("CURSOR_INVALID")));
  });
});
