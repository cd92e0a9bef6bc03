/** A word of a closed list as prose: PRIVATE_SECTOR as "Private sector". */
export function inWords(word: string): string {
  const lower = word.toLowerCase().replaceAll("_", " ");
  return lower.charAt(0).toUpperCase() + lower.slice(1);
}
