import type { GatewaySettings } from "../settings";
import { AutomaticDocuments } from "./automatic-documents";
import type { Documents } from "./documents";
import { HubDocuments } from "./hub-documents";
import { loadTrustedDocuments } from "./load-trusted-documents";

type DocumentSettings = Pick<GatewaySettings, "trustedDocuments" | "trustedDocumentsFrom" | "automaticDocumentBytes">;

/** The documents that the settings name; refuses trusted ones that can't be read. */
export async function openDocuments(settings: DocumentSettings): Promise<Documents> {
  const { trustedDocuments: mode, trustedDocumentsFrom: from, automaticDocumentBytes: bytes } = settings;
  if (mode !== "off" && from === null) throw new Error('trustedDocuments needs trustedDocumentsFrom, unless it is "off"');
  const trusted = mode === "off" || from === null ? null : await loadTrustedDocuments(from);
  return new HubDocuments({ trusted, only: mode === "only", automatic: bytes === 0 ? null : new AutomaticDocuments(bytes) });
}
