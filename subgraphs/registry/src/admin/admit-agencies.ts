/** A body that is to report. */
export interface NewAgency {
  /** Its short name in the hub. */
  readonly id: string;
  readonly name: string;
  /** The organization that it is, as the hub knows it. */
  readonly organization: string;
  readonly licence: string;
  readonly contactDesk: string | null;
}

/** Takes a body in, and gives the token of its publisher. */
export type AdmitAgency = (agency: NewAgency) => Promise<string>;
