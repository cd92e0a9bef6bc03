import type { Problem } from "../problem";

/** Whether the server behind an address answers as the contract says and as it was published; problems where not. */
export type CheckServer = (server: { readonly agency: string; readonly url: string; readonly sdl: string }) => Promise<readonly Problem[]>;
