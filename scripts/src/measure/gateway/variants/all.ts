import type { Variant, VariantName, VariantSetting } from "./variant";

/** Each process loads what it measures and nothing else. Stock comes first: the others are held against it. */
const VARIANTS: Readonly<Record<VariantName, () => Promise<Variant>>> = {
  stock: async () => (await import("./stock.js")).stock,
  bare: async () => (await import("./bare.js")).bare,
  "bare-hive": async () => (await import("./bare.js")).bareHive,
  plain: async () => (await import("./hub-gateway.js")).plain,
  "apollo-server": async () => (await import("./hub-gateway.js")).apolloServer,
  "in-process": async () => (await import("./hub-gateway.js")).withSubgraphs,
};

export const VARIANT_NAMES = Object.keys(VARIANTS) as VariantName[];

export async function startVariant(name: VariantName, setting: VariantSetting): Promise<string> {
  const variant = await VARIANTS[name]();
  return variant.start(setting);
}
