/** What the whole run's mongod is, from the set-up to the teardown. */
export interface TestMongod {
  readonly uri: string;
  /** Removed afterwards; absent where the mongod is somebody else's. */
  readonly dataFolder?: string;
  stop(): Promise<void>;
}

// On the process, since jest may load the set-up and the teardown as modules of their own.
const holder = globalThis as typeof globalThis & { actionlineTestMongod?: { current: TestMongod | null } };
holder.actionlineTestMongod ??= { current: null };

export const testMongod = holder.actionlineTestMongod;
