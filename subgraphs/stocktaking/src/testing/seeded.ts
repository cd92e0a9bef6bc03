/** Numbers from 0 to 1 that look random and are the same in each run. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Some of the values, each with the same chance. */
export function someOf<T>(random: () => number, values: readonly T[], chance: number): T[] {
  return values.filter(() => random() < chance);
}

export function oneOf<T>(random: () => number, values: readonly [T, ...T[]]): T {
  return values[Math.floor(random() * values.length)] ?? values[0];
}
