import { type HostileSource, saysJson, startHostileSource } from "./hostile-source";
import { TestTransports } from "./test-transports";

/** What each test of a file asks: a hostile source of its own, and ways to it that are closed with it. */
export interface HostileTests {
  /** That of the test which runs. */
  readonly source: HostileSource;
  readonly transports: TestTransports<null>;
}

/** Starts a source before each test of the file and stops it after; it answers with nothing until it is told otherwise. */
export function aSourceForEachTest(): HostileTests {
  const transports = new TestTransports<null>();
  let source: HostileSource | null = null;
  beforeEach(async () => {
    source = await startHostileSource(saysJson({ data: {} }));
  });
  afterEach(async () => {
    await transports.close();
    await source?.stop();
  });
  return {
    transports,
    get source() {
      if (source === null) throw new Error("the source starts with the first test");
      return source;
    },
  };
}
