/** Whether a text has each of the words asked for, anywhere in it, whatever their capitals and accents. */
export function hasWords(text: string, words: string): boolean {
  const plain = plainText(text);
  return plainText(words)
    .split(/\s+/)
    .every((word) => plain.includes(word));
}

/** Small letters without accents: "Égalité" and "egalite" are the same to a reader who searches. */
function plainText(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
}
