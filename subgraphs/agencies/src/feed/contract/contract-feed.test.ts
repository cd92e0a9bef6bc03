import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { gzipSync } from "node:zlib";
import { type ReadFeed, readAll, withFile } from "../../testing/read-iati";
import { contractFeed, recordsFeed } from "./contract-feed";
import { Lines } from "./lines";

const read = (content: string | Uint8Array, name = "itu.jsonl"): Promise<ReadFeed> =>
  withFile(name, content, async (path) => readAll(await contractFeed(path)));

const places = ({ items }: ReadFeed): unknown[] =>
  items.map((item) => (item.type === "UNREADABLE" ? [item.finding.rule, item.place] : item.type));

describe("a file of the contract's records", () => {
  it("tells changes where it says nothing, and lists everything where its first line says so", async () => {
    await expect(read('{"id":"a"}\n\n{"operation":"DELETE","id":"b"}')).resolves.toMatchObject({
      items: [
        { place: "line 1", changes: [{ change: { id: "a" } }] },
        { place: "line 3", changes: [{ change: { operation: "DELETE", id: "b" } }] },
      ],
      end: { listsEverything: false, error: null },
    });
    await expect(read(gzipSync('{"feed":{"complete":true}}\n{"id":"a"}\n'), "itu.jsonl.gz")).resolves.toMatchObject({
      items: [{ place: "line 2" }],
      end: { listsEverything: true },
    });
  });

  it("is incomplete where it announces more than it holds", async () => {
    await expect(read('{"feed":{"complete":true,"count":3}}\n{"id":"a"}\n')).resolves.toMatchObject({
      end: { listsEverything: false, error: { code: "FEED_INCOMPLETE" } },
    });
  });

  it("reports a line that isn't JSON or isn't UTF-8 by its number and reads on", async () => {
    const file = Buffer.concat([Buffer.from('{"id":\n'), Buffer.from('{"id":"caf\u00e9"}\n', "latin1"), Buffer.from('{"id":"c"}\n')]);

    expect(places(await read(file))).toEqual([["LINE_NOT_JSON", "line 1"], ["LINE_NOT_UTF8", "line 2"], "PUBLISHED"]);
  });

  it.each<[string, string | null]>([
    ['{"kind":"ACTIVITY","id":"itu:7","title":[}', "itu:7"],
    ['{"operation":"UPSERT","record":{"title":[{"language":"en"}],"id":"itu:7"', "itu:7"],
    ['{"id":"itu:\\u0041-7", oops', "itu:A-7"],
    ['{"reporter":{"id":"openhands:body"},"participants":[{"id":"itu:8"}],', null],
    ['{"title":"\\"id\\":\\"itu:9\\"","kind":', null],
    ['{"kind":"id","text":"itu:9"', null],
    ['{"id":"itu', null],
    ['[{"id":"itu:7"}', null],
  ])("a line that isn't JSON is found by its record's id where that can be read: %s", async (line, id) => {
    await expect(read(`${line}\n`)).resolves.toMatchObject({ items: [{ type: "UNREADABLE", id }] });
  });

  it("a field of 200 MB: its line is refused with its place, and the rest goes in", async () => {
    const folder = await mkdtemp(join(tmpdir(), "actionline-long-"));
    try {
      const path = join(folder, "itu.jsonl");
      const megabyte = "x".repeat(1_000_000);
      async function* lines(): AsyncGenerator<string> {
        yield '{"id":"a"}\n{"id":"itu:b","text":"';
        for (let count = 0; count < 200; count += 1) yield megabyte;
        yield '"}\n{"id":"c"}\n';
      }
      await pipeline(Readable.from(lines()), createWriteStream(path));

      const found = await readAll(await contractFeed(path));

      expect(places(found)).toEqual(["PUBLISHED", ["LINE_TOO_LONG", "line 2"], "PUBLISHED"]);
      expect(found.items[1]).toMatchObject({
        excerpt: expect.stringMatching(/^\{"id":"itu:b"/),
        id: "itu:b",
        finding: { value: "200000024 bytes" },
      });
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it("keeps no more of a line than a line may have, however long it is", () => {
    const lines = new Lines(1_000);
    const chunk = Buffer.alloc(1_500, "x");
    for (let count = 0; count < 2_000; count += 1) expect(lines.take(chunk)).toEqual([]);

    const [line] = lines.take(Buffer.from("\n"));

    expect(line?.bytes).toHaveLength(1_000);
    expect(line?.length).toBe(3_000_000);
  });

  it("refuses UTF-16 in a sentence", async () => {
    await expect(read(Buffer.from('\ufeff{"id":"a"}\n', "utf16le"))).resolves.toMatchObject({
      items: [],
      end: { error: { code: "ENCODING_UNKNOWN" } },
    });
  });

  it("reads records that are in memory", async () => {
    await expect(readAll(recordsFeed([{ id: "a" }, { id: "b" }], true))).resolves.toMatchObject({
      items: [{ place: "record 1" }, { place: "record 2" }],
      end: { listsEverything: true },
    });
  });
});
