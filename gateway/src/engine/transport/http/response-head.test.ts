import { HTTP_LIMITS } from "./http-limits";
import { readFields, readHead } from "./response-head";

const headWith = (...fields: string[]): string => ["HTTP/1.1 200 OK", ...fields, "", ""].join("\r\n");

describe("The head of an answer", () => {
  it.each(["Content-Type", "content-type", "CONTENT-TYPE", "X-Of-Its-Own"])("is known by %s whichever letters it is written in", (name) => {
    expect(readHead(headWith(`${name}: told`), HTTP_LIMITS).headers).toEqual({ [name.toLowerCase()]: "told" });
  });

  it("gives values without the spaces and tabs around them", () => {
    const { headers } = readHead(headWith("one: \t a  b\t ", "two:", "three:  ", "four:c:d"), HTTP_LIMITS);
    expect(headers).toEqual({ one: "a  b", two: "", three: "", four: "c:d" });
  });

  it.each(["\u00a02", "2\u00a0"])("says no length with a sign around it that only some readers leave out: %j", (length) => {
    expect(() => readHead(headWith(`Content-Length: ${length}`), HTTP_LIMITS)).toThrow("its length isn't one");
  });

  it("keeps each value of a field that is repeated, in any letters", () => {
    const { headers, count } = readFields("Vary: a\r\nvary: b\r\nVARY: c\r\n\r\n", 0, HTTP_LIMITS);
    expect([headers.vary, count]).toEqual([["a", "b", "c"], 3]);
  });
});
