import { bytesOf, textOf, type WholeReply } from "./reply";

const REPLY: WholeReply = { kind: "whole", data: '{"a":1}', errors: [], extensions: null, status: 200, headers: new Map() };
const ERRORS = [{ message: "Gone — for good." }];

const REPLIES: readonly (readonly [string, Partial<WholeReply>])[] = [
  ["data alone", {}],
  ["data that is null", { data: "null" }],
  ["errors alone", { data: undefined, errors: ERRORS }],
  ["everything", { errors: ERRORS, extensions: { cost: { estimated: 3 } } }],
  ["extensions without data", { data: undefined, extensions: { cost: null } }],
  ["signs of one byte beyond ASCII", { data: '{"a":"Genève"}' }],
  ["signs of many bytes", { data: '{"a":"日本 🌍"}' }],
  ["a long text of pieces", { data: `{"a":"${Array.from({ length: 5_000 }, (_, at) => `${at}é`).reduce((all, one) => all + one, "")}"}` }],
];

describe("a reply", () => {
  it.each(REPLIES)("is the same JSON as text and as bytes: %s", (_, part) => {
    const reply = { ...REPLY, ...part };
    const { data, errors, extensions } = reply;
    const expected = {
      ...(data !== undefined && { data: JSON.parse(data) }),
      ...(errors.length > 0 && { errors }),
      ...(extensions !== null && { extensions }),
    };
    expect(JSON.parse(textOf(reply))).toEqual(expected);
    expect(bytesOf(reply).toString("utf8")).toBe(textOf(reply));
  });
});
