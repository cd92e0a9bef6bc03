/** A number of 32 bits that a text decides: the same text gives the same number on every machine. */
export function draw(text: string): number {
  let state = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) state = Math.imul(state ^ text.charCodeAt(index), 0x01000193);
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return (state ^ (state >>> 16)) >>> 0;
}

/** One item of a list that isn't empty. */
export function drawFrom<T>(list: readonly T[], text: string): T {
  const drawn = list[draw(text) % list.length];
  if (drawn === undefined) throw new Error(`there is nothing to draw from for ${text}`);
  return drawn;
}
