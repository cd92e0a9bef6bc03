/** Who a hub is to others that mirror it. */
export interface HubIdentity {
  /** Unique among the hubs that mirror one another: what they drop echoes by. */
  readonly id: string;
  readonly name: string;
  readonly licence: string;
  readonly contactDesk: string | null;
}

export const USUAL_IDENTITY: HubIdentity = { id: "actionline", name: "Actionline", licence: "CC-BY-4.0", contactDesk: null };
