import { gzipSync } from "node:zlib";
import { anActivity, iatiFile, readAll, readIati, readOne, withFile } from "../../testing/read-iati";
import type { FeedItem } from "../feed-item";
import { iatiFeed } from "./iati-feed";
import { READING_LIMITS } from "./reading-limits";

const ids = (items: readonly FeedItem[]): unknown[] =>
  items.map((item) => (item.type === "PUBLISHED" ? (item.changes[0]?.change as { id: string } | undefined)?.id : item.type));

describe("a hostile IATI file", () => {
  it("malformed XML: names the line, and keeps what stands before it", async () => {
    const { items, end } = await readIati(
      iatiFile(anActivity("", "A"), anActivity("", "B")).replace(
        '<title><narrative>A title</narrative></title>\n<activity-status code="2"/>\n</iati-activity>\n</iati-activities>',
        "</broken>",
      ),
    );

    expect(ids(items)).toEqual(["itu:A"]);
    expect(end).toMatchObject({ listsEverything: false, error: { code: "XML_MALFORMED" } });
    expect(end.error?.message).toMatch(/^The reading stopped at line 10, column \d+: .*What stands before it went in\.$/);
  });

  it("a file cut off in the middle: nothing that it doesn't reach counts as gone", async () => {
    const whole = iatiFile(anActivity("", "A"), anActivity("", "B"));

    const { items, end } = await readIati(whole.slice(0, whole.lastIndexOf("<title>")));

    expect(ids(items)).toEqual(["itu:A"]);
    expect(end.listsEverything).toBe(false);
  });

  it("a gzip file cut off in the middle: what was unpacked stands", async () => {
    const packed = gzipSync(
      iatiFile(...Array.from({ length: 5_000 }, (_, number) => anActivity(`<x y="${Math.sin(number)}"/>`, `A-${number}`))),
    );

    const { items, end } = await withFile("itu.xml.gz", packed.subarray(0, packed.length / 2), async (path) =>
      readAll(await iatiFeed(path, "itu")),
    );

    expect(items.length).toBeGreaterThan(1_000);
    expect(end).toEqual({
      type: "END",
      listsEverything: false,
      error: { code: "GZIP_TRUNCATED", message: "itu.xml.gz ends in the middle of its gzip data; fetch it again." },
    });
  });

  it("a billion laughs: the document type is refused at its place, and no entity is expanded", async () => {
    const entities = Array.from({ length: 9 }, (_, level) => `<!ENTITY lol${level + 1} "${`&lol${level};`.repeat(10)}">`).join("\n");
    const file = iatiFile(anActivity("&lol9;")).replace(
      "<iati-activities",
      `<!DOCTYPE lolz [\n<!ENTITY lol0 "lol">\n${entities}\n]>\n<iati-activities`,
    );

    const { items, end } = await readIati(file);

    expect(items).toEqual([]);
    expect(end.error).toMatchObject({ code: "DTD_FORBIDDEN" });
    expect(end.error?.message).toContain("line 13");
  });

  it("an entity that isn't one of XML's five: the reading stops there", async () => {
    const { items, end } = await readIati(
      iatiFile(anActivity("", "A"), anActivity("<description><narrative>&lol;</narrative></description>", "B")),
    );

    expect(ids(items)).toEqual(["itu:A"]);
    expect(end.error?.code).toBe("XML_MALFORMED");
  });

  it("reads the five entities and character references", async () => {
    const { record } = await readOne("<description><narrative>&lt;b&gt; &amp; &quot;&apos; &#233;</narrative></description>");

    expect(record.description).toEqual([{ language: "en", text: `<b> & "' é` }]);
  });

  it("bytes that aren't UTF-8: the activity they stand in is refused with its place, and the others go in", async () => {
    const file = Buffer.from(
      iatiFile(anActivity("", "A"), anActivity("<description><narrative>caf\u00e9</narrative></description>", "B"), anActivity("", "C")),
      "latin1",
    );

    const { items, end } = await readIati(file);

    expect(ids(items)).toEqual(["itu:A", "UNREADABLE", "itu:C"]);
    expect(items[1]).toMatchObject({ id: "itu:B", finding: { rule: "IATI_ENCODING_BROKEN", place: expect.stringMatching(/^line 12, /) } });
    expect(end.error).toBeNull();
  });

  it.each([
    ["iso-8859-1", (text: string) => Buffer.from(text.replace("UTF-8", "ISO-8859-1"), "latin1")],
    ["UTF-16 with its mark", (text: string) => Buffer.from(`\ufeff${text}`, "utf16le")],
    ["UTF-8 with a mark", (text: string) => Buffer.from(`\ufeff${text}`)],
  ])("reads %s as what it is", async (_name, encode) => {
    const { items, end } = await readIati(encode(iatiFile(anActivity("<description><narrative>déjà</narrative></description>"))));

    expect(end.error).toBeNull();
    expect(items[0]).toMatchObject({ changes: [{ change: { description: [{ text: "déjà" }] } }] });
  });

  it("an encoding that nobody knows: refused with a sentence", async () => {
    const { end } = await readIati(iatiFile(anActivity()).replace("UTF-8", "x-martian"));

    expect(end.error).toMatchObject({ code: "ENCODING_UNKNOWN" });
  });

  it("a text that is too long: the first of it goes in, and the report says how long it was", async () => {
    const { record, rules } = await readOne(`<description><narrative>${"x".repeat(150_000)}</narrative></description>`);

    expect((record.description as { text: string }[])[0]?.text).toHaveLength(20_000);
    expect(rules).toEqual(["IATI_TEXT_CUT"]);
  });

  it("an activity that is too large: refused with its identifier and its place, and the others go in", async () => {
    const many = '<participating-org role="1" ref="A"/>'.repeat(1_000);

    const { items } = await readIati(iatiFile(anActivity("", "A"), anActivity(many, "B"), anActivity("", "C")), {
      ...READING_LIMITS,
      activity: 50_000,
    });

    expect(ids(items)).toEqual(["itu:A", "UNREADABLE", "itu:C"]);
    expect(items[1]).toMatchObject({ id: "itu:B", finding: { rule: "IATI_ACTIVITY_TOO_LARGE" } });
  });

  it("elements nested without end: the activity is refused, and a file of nothing else is given up", async () => {
    const deep = (levels: number) => `${"<a>".repeat(levels)}${"</a>".repeat(levels)}`;

    const shallow = await readIati(iatiFile(anActivity(deep(50), "A"), anActivity("", "B")));
    const endless = await readIati(iatiFile(anActivity("", "A"), anActivity(deep(100_000), "B")));

    expect(ids(shallow.items)).toEqual(["UNREADABLE", "itu:B"]);
    expect(ids(endless.items)).toEqual(["itu:A"]);
    expect(endless.end.error?.code).toBe("XML_TOO_DEEP");
  });

  it("more attributes than anything has: refused", async () => {
    const attributes = Array.from({ length: 300 }, (_, number) => `a${number}="1"`).join(" ");

    const { items } = await readIati(iatiFile(anActivity(`<title ${attributes}/>`, "A"), anActivity("", "B")));

    expect(ids(items)).toEqual(["UNREADABLE", "itu:B"]);
  });

  it("names of the language's own, such as hasOwnProperty and __proto__: no crash and no change of prototypes", async () => {
    const crash = await readIati(iatiFile(anActivity('<title hasOwnProperty="1" b="2"/>', "A")));
    const quiet = await readIati(iatiFile(anActivity('<title __proto__="1"/><__proto__ code="1"/><constructor/>', "A")));

    expect(crash.end.type).toBe("END");
    expect(ids(quiet.items)).toEqual(["itu:A"]);
    expect(({} as Record<string, unknown>).code).toBeUndefined();
  });

  it("dates such as 0000-00-00 and shares such as 140 or NaN: left out, reported, and the rest goes in", async () => {
    const parts = `<activity-date type="2" iso-date="0000-00-00"/><activity-date type="4" iso-date="2023-02-30"/>
      <recipient-country code="KE" percentage="140"/><sector code="22040" percentage="NaN"/><recipient-country code="Kenya"/>`;

    const { record, rules } = await readOne(parts);

    expect(record).toMatchObject({ period: {}, places: [{ place: "KE" }], sectors: [{ vocabulary: "DAC-5", code: "22040" }] });
    expect([...rules].sort()).toEqual([
      "IATI_CODE_UNKNOWN",
      "IATI_DATE_IMPOSSIBLE",
      "IATI_DATE_IMPOSSIBLE",
      "IATI_PERCENTAGE_UNUSABLE",
      "IATI_PERCENTAGE_UNUSABLE",
    ]);
  });

  it.each([
    ["another format", "<html><body/></html>", "NOT_IATI"],
    ["another version", '<iati-activities version="1.05"/>', "IATI_VERSION_UNKNOWN"],
    ["nothing", "", "XML_MALFORMED"],
    ["noise", "\u0001\u0002 no xml at all", "XML_MALFORMED"],
  ])("%s: refused at its first byte", async (_name, content, code) => {
    const { items, end } = await readIati(content);

    expect(items).toEqual([]);
    expect(end).toMatchObject({ listsEverything: false, error: { code } });
  });

  it("a file that isn't there: a code, a sentence, and no path", async () => {
    const { end } = await readAll(await iatiFeed("/nowhere/at/all/itu.xml", "itu"));

    expect(end.error).toEqual({ code: "FILE_MISSING", message: "There is no file itu.xml; check the folder that the source names." });
  });

  it("reads the same from chunks that cut characters and tags apart", async () => {
    const texts = "\u00e9\u20ac\u{1f600}".repeat(60_000);

    const { items, end } = await readIati(
      iatiFile(...["A", "B", "C"].map((id) => anActivity(`<other-identifier>${texts}</other-identifier>`, id))),
    );

    expect(ids(items)).toEqual(["itu:A", "itu:B", "itu:C"]);
    expect(end.error).toBeNull();
  });
});
