/** What a gateway is started with. */
export interface VariantSetting {
  readonly supergraphSdl: string;
}

export type VariantName = "stock" | "bare" | "bare-hive" | "plain" | "apollo-server" | "in-process";

/** A gateway to be measured. */
export interface Variant {
  readonly about: string;
  /** Starts it in this process, and gives the address of its graph. */
  start(setting: VariantSetting): Promise<string>;
}
