import { ANYONE } from "./access";
import { type Connection, connect, pageOfList } from "./connection";
import { readAfter } from "./page";
import { RequestContext } from "./request-context";

const request = new RequestContext(ANYONE, { sequence: 9, instant: new Date("2026-11-01T00:00:00Z"), latest: true });
const rows = ["a", "b", "c", "d", "e"];
const page = (first: number, after: string | null) =>
  pageOfList("letters", rows, (row) => row, first, readAfter("letters", request.asOf, after));

describe("a short list", () => {
  it("is read whole by following its cursors, each row once", () => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const read: Connection<string> = connect(page(2, after), request);
      seen.push(...read.nodes);
      after = read.pageInfo.hasNextPage ? read.pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toEqual(rows);
  });

  it("tells where a page stands, how long the list is, and at which point it was read", () => {
    const first = connect(page(2, null), request);
    expect(first.pageInfo).toMatchObject({ hasPreviousPage: false, hasNextPage: true });
    expect(first.totalCount).toBe(5);
    expect(first.asOf).toEqual({ sequence: 9, at: new Date("2026-11-01T00:00:00Z"), name: "9@2026-11-01T00:00:00.000Z" });
    expect(connect(page(5, first.pageInfo.endCursor), request).pageInfo).toMatchObject({ hasPreviousPage: true, hasNextPage: false });
  });

  it("goes on behind a row that is gone", () => {
    expect(pageOfList("letters", ["a", "c"], (row) => row, 5, "b").rows).toEqual(["c"]);
    expect(pageOfList("letters", ["a", "c"], (row) => row, 5, "x")).toMatchObject({ rows: [], hasNextPage: false });
  });

  it("has no cursors where it has no rows", () => {
    const none = connect(
      pageOfList("letters", [], (row) => row, 5, null),
      request,
    );
    expect(none.pageInfo).toEqual({ hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null });
  });
});

describe("a count that costs a read", () => {
  it("is made only when it is asked for", async () => {
    const totalCount = jest.fn(async () => 5);
    const connection = connect({ ...page(2, null), totalCount }, request);
    expect(totalCount).not.toHaveBeenCalled();
    await expect(connection.totalCount).resolves.toBe(5);
  });
});
