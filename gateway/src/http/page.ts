import type { ServerResponse } from "node:http";
import { setPlainHeaders } from "./plain-headers";

/** Pages of the hub load nothing from elsewhere and ask nobody else. */
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

export function sendPage(response: ServerResponse, html: string): void {
  const bytes = Buffer.from(html);
  setPlainHeaders(response);
  response
    .writeHead(200, {
      "Content-Security-Policy": PAGE_POLICY,
      "Cache-Control": "no-cache",
      "Content-Type": "text/html; charset=utf-8",
      "Content-Length": bytes.length,
    })
    .end(bytes);
}

/** Text as it may stand in a page, in an attribute too. */
export function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;").replaceAll("'", "&#39;");
}
