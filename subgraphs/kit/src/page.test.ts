import { pageSize, pinnedSequence, readAfter, readCursor, writeCursor } from "./page";

const refusal = (code: string): object => ({ extensions: expect.objectContaining({ code }) });
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
  const cursor = writeCursor({ list: "teams", sequence: 7, last: ["C1", 3, null] });

  it("gives back the place that it was written with, and the point that it is pinned to", () => {
    expect(readCursor("teams", 7, cursor)).toEqual(["C1", 3, null]);
    expect(pinnedSequence(cursor)).toBe(7);
  });

  it("CURSOR_INVALID: is refused by another list, and at another point with the point to ask at", () => {
    expect(() => readCursor("places", 7, cursor)).toThrow(expect.objectContaining(refusal("CURSOR_INVALID")));
    expect(() => readCursor("teams", 8, cursor)).toThrow(
      expect.objectContaining({ message: expect.stringContaining("sequence: 7"), extensions: { code: "CURSOR_INVALID", sequence: 7 } }),
    );
  });

  it.each([
    ["no base64", "%%%"],
    ["no JSON", Buffer.from("[").toString("base64url")],
    ["no list", written({ list: "teams" })],
    ["something deep", written(["teams", 7, { $gt: "" }])],
    ["something long", writeCursor({ list: "teams", sequence: 7, last: ["x".repeat(5000)] })],
    ["nothing", ""],
  ])("CURSOR_INVALID: is refused where it is %s", (_, text) => {
    expect(() => readCursor("teams", 7, text)).toThrow(expect.objectContaining(refusal("CURSOR_INVALID")));
    expect(pinnedSequence(text)).toBeNull();
  });

  it("is pinned to nothing where its sequence is none", () => {
    expect(pinnedSequence(written(["teams", "7"]))).toBeNull();
    expect(pinnedSequence(written(["teams", 1.5]))).toBeNull();
  });

  it("CURSOR_INVALID: is refused by a list of one key where it holds no text", () => {
    expect(readAfter("teams", 7, cursor)).toBe("C1");
    expect(readAfter("teams", 7, null)).toBeNull();
    expect(() => readAfter("teams", 7, written(["teams", 7, 5]))).toThrow(expect.objectContaining(refusal("CURSOR_INVALID")));
    expect(() => readAfter("teams", 7, written(["teams", 7]))).toThrow(expect.objectContaining(refusal("CURSOR_INVALID")));
  });
});
