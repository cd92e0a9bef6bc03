import "reflect-metadata";
import { connectIndex } from "@actionline/kit/connect-index";
import { CASES, type Suite } from "./cases";

/** The child process of one case: its own connection, its own database, one message back. */
async function runOneCase(suite: Suite, name: string, uri: string, seed: number): Promise<void> {
  const measured = CASES[suite].find((known) => known.name === name);
  if (measured === undefined) throw new Error(`There is no case "${name}".`);
  const say = (line: string): void => console.log(`  ${line}`);
  if (measured.alone) return void process.send?.(await measured.measure({ say, seed }));
  const { client, db, close } = await connectIndex(uri, `${suite}_${name.replaceAll(/\W+/g, "_")}_${process.pid}`);
  try {
    process.send?.(await measured.measure({ client, db, uri, say, seed }));
  } finally {
    await db.dropDatabase();
    await close();
  }
}

const [suite, name, uri, seed] = process.argv.slice(2);
runOneCase(suite as Suite, name ?? "", uri ?? "", Number(seed)).catch((error: Error) => {
  process.send?.({ error: error.message });
  process.exitCode = 1;
});
