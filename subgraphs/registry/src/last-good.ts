import type { Scene } from "./scene";
import { type ServedAgency, servedAgency } from "./served-agency";

const MOST_TRIED = 3;

/** The latest earlier text of an agency that fits; null where none of the last few does. */
export async function lastGood(
  { agency, sdl }: ServedAgency,
  { earlier }: Pick<Scene, "earlier">,
  fits: (earlier: ServedAgency) => boolean | Promise<boolean>,
): Promise<{ readonly served: ServedAgency | null }> {
  const texts = [...new Set(await earlier(agency))].filter((text) => text !== sdl).slice(0, MOST_TRIED);
  for (const text of texts) {
    const served = servedAgency(agency, text);
    if (await fits(served)) return { served };
  }
  return { served: null };
}
