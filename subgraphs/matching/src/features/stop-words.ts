/** Words that tell nothing of what an activity is about, by language; a language that isn't listed loses none. */
const STOP_WORDS: Readonly<Record<string, ReadonlySet<string>>> = {
  en: words(
    "a an and at by for from in into its of on or the their through to under via with within project projects programme program programmes programs initiative",
  ),
  fr: words(
    "a au aux avec d dans de des du en et l la le les leur leurs ou par pour sur un une projet projets programme programmes initiative",
  ),
  es: words("a al con de del e el en la las los o para por su sus un una y proyecto proyectos programa programas iniciativa"),
  pt: words(
    "a ao aos as com da das de do dos e em na nas no nos o os ou para pela pelo por um uma projeto projetos programa programas iniciativa",
  ),
  de: words(
    "am an auf aus bei das dem den der des die ein eine fur im in mit nach und vom von zu zum zur projekt projekte programm programme initiative",
  ),
  it: words(
    "a al alla con da dal dalla de dei del della delle di e gli i il in la le lo nel nella per su un una progetto progetti programma programmi iniziativa",
  ),
};
const OF_PLURALS = new Set(["en", "fr", "es", "pt", "und"]);
const NONE: ReadonlySet<string> = new Set();
/** A title whose language nobody states may be in any of them. */
const OF_ANY: ReadonlySet<string> = new Set(Object.values(STOP_WORDS).flatMap((each) => [...each]));

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(" "));
}

export const stopWordsOf = (language: string): ReadonlySet<string> => (language === "und" ? OF_ANY : (STOP_WORDS[language] ?? NONE));

/** A word without its plural "s", in languages that have one. */
export function singular(word: string, language: string): string {
  return OF_PLURALS.has(language) && word.length > 3 && word.endsWith("s") && !word.endsWith("ss") ? word.slice(0, -1) : word;
}
