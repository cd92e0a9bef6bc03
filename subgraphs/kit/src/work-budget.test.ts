import { inOneGo, WorkBudget } from "./work-budget";

function* steps(...units: number[]): Generator<number, string, void> {
  for (const each of units) yield each;
  return "done";
}

const turnOfLoop = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe("the work that a request may cause", () => {
  it("is refused before the step that would be too much", async () => {
    const done: number[] = [];
    const work = new WorkBudget(() => false, 100);
    const counted = function* (): Generator<number, void, void> {
      for (let step = 1; ; step += 1) {
        yield 40;
        done.push(step);
      }
    };
    await expect(work.run(counted())).rejects.toMatchObject({ extensions: { code: "QUERY_TOO_COSTLY" } });
    expect(done).toEqual([1, 2]);
    await expect(work.draw(20)).resolves.toBeUndefined();
    await expect(work.draw(1)).rejects.toMatchObject({ extensions: { code: "QUERY_TOO_COSTLY", most: 100 } });
  });

  it("gives others their turn once it has gone on for long enough, and each piece that waits has a turn of its own", async () => {
    const work = new WorkBudget();
    const order: string[] = [];
    const pieces = Promise.all(
      ["first", "second", "third"].map(async (name) => {
        await work.draw(750_000);
        order.push(name);
      }),
    );
    const others = (async () => {
      for (const turn of ["one", "two", "three", "four"]) {
        await turnOfLoop();
        order.push(turn);
      }
    })();
    await Promise.all([pieces, others]);
    expect(order[0]).toBe("first");
    // Some turn of the others' lies between the two that had to wait.
    expect(order.indexOf("third") - order.indexOf("second")).toBeGreaterThan(1);
  });

  it("ends where nobody waits for the answer any more", async () => {
    const begun: number[] = [];
    const work = new WorkBudget(() => true);
    const counted = function* (): Generator<number, void, void> {
      for (let step = 1; step <= 3; step += 1) {
        yield 750_000;
        begun.push(step);
      }
    };
    await expect(work.run(counted())).rejects.toMatchObject({ extensions: { code: "DEADLINE" } });
    expect(begun).toEqual([1]);
  });

  it("comes to the same in one go as in turns", async () => {
    expect(inOneGo(steps(1, 2, 3))).toBe("done");
    await expect(new WorkBudget().run(steps(1, 3_000_000, 3_000_000))).resolves.toBe("done");
  });
});
