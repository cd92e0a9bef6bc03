import { setTimeout as wait } from "node:timers/promises";
import { answerBytes } from "../../testing/hostile-source";
import { aSourceForEachTest } from "../../testing/hostile-tests";
import { aQuestion } from "../../testing/question";

const hostile = aSourceForEachTest();

const PIECES = 5;

/** Answers as many questions as come together by turns, a piece of each at a time. */
async function answersByTurns(texts: readonly string[]): Promise<readonly unknown[]> {
  const asked: { readonly write: (piece: Buffer) => void; readonly bytes: Buffer }[] = [];
  const all = new Promise<void>((resolve) => {
    hostile.source.behave(({ socket }) => {
      const bytes = answerBytes(JSON.stringify({ data: { text: texts[asked.length] } }));
      asked.push({ write: (piece) => void socket.write(piece), bytes });
      if (asked.length === texts.length) resolve();
    });
  });
  const transport = hostile.transports.to(hostile.source.url, {});
  const answers = texts.map(() => transport.ask(aQuestion()));
  await all;
  for (let piece = 0; piece < PIECES; piece++) {
    for (const { write, bytes } of asked) {
      const size = Math.ceil(bytes.length / PIECES);
      write(bytes.subarray(piece * size, (piece + 1) * size));
      await wait(2);
    }
  }
  return (await Promise.all(answers)).map(({ data }) => data?.text);
}

describe("Sockets that read into one buffer", () => {
  it("keep what each was told, where answers come by turns in pieces", async () => {
    const texts = ["a", "b", "c"].map((letter) => letter.repeat(20_000));
    expect([...(await answersByTurns(texts))].sort()).toEqual(texts);
  });

  it("keep it where signs are cut between two pieces", async () => {
    const texts = ["é", "日", "🌍"].map((sign) => sign.repeat(997));
    expect([...(await answersByTurns(texts))].sort()).toEqual([...texts].sort());
  });

  it("keep an answer that is longer than the buffer", async () => {
    const texts = ["x".repeat(300_000), "y".repeat(400_000)];
    expect([...(await answersByTurns(texts))].sort()).toEqual(texts);
  });
});
