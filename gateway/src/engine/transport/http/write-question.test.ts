import { questionWriter } from "./write-question";

const write = questionWriter(new URL("http://[::1]:4001/graphql/a b?c=ü"));

describe("a question as it is sent", () => {
  it("is one text, whose length counts bytes", () => {
    expect(write('{"query":"{ville(nom:\\"Genève\\")}"}', { traceparent: "00-1" })).toEqual({
      text: [
        "POST /graphql/a%20b?c=%C3%BC HTTP/1.1",
        "host: [::1]:4001",
        "connection: keep-alive",
        "content-type: application/json",
        "accept: application/graphql-response+json, application/json;q=0.9",
        "accept-encoding: identity",
        "content-length: 36",
        "traceparent: 00-1",
        "",
        '{"query":"{ville(nom:\\"Genève\\")}"}',
      ].join("\r\n"),
      encoding: "utf8",
    });
    expect(write("{}", undefined).encoding).toBe("latin1");
  });

  it.each([
    ["content-length", "1"],
    ["Transfer-Encoding", "chunked"],
    ["connection", "close"],
    ["HOST", "another.org"],
    ["expect", "100-continue"],
    ["a b", "1"],
    ["a:b", "1"],
    ["a\r\nb", "1"],
    ["", "1"],
    ["x-one", "a\r\nb: 1"],
    ["x-one", "a\nb"],
    ["x-one", "a\0b"],
    ["x-one", "Genève"],
  ])("carries no header %j of value %j", (name, value) => {
    expect(() => write("{}", { [name]: value })).toThrow(`invalid ${name} header`);
  });
});
