const SLOW_MS = 1_000;

/** Says what is going on where it takes longer than a second: nobody should wonder whether anything is. */
export async function tellWhenSlow<T>(work: Promise<T>, line: string, say: (line: string) => void): Promise<T> {
  const timer = setTimeout(() => say(line), SLOW_MS);
  return work.finally(() => clearTimeout(timer));
}
