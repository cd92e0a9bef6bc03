import { dirname, join } from "node:path";
import { type RequestHandler, Router } from "express";
import type { GatewaySettings } from "../settings";
import { escapeHtml } from "./page";

/** GraphiQL as the hub serves it: its files come from the packages, page and start from here, nothing from elsewhere. */
export function graphiqlPage({ name, examples }: GatewaySettings): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(name)}: ask</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/graphiql/graphiql.css">
<link rel="stylesheet" href="/graphiql/page.css">
</head>
<body>
<div id="graphiql" data-name="${escapeHtml(name)}" data-examples="${escapeHtml(JSON.stringify(examples))}">Loading…</div>
<script src="/graphiql/react.js"></script>
<script src="/graphiql/react-dom.js"></script>
<script src="/graphiql/graphiql.js"></script>
<script src="/graphiql/start.js"></script>
</body>
</html>
`;
}

const packageFile = (name: string, path: string): string => join(dirname(require.resolve(`${name}/package.json`)), path);
const ownFile = (name: string): string => join(__dirname, "..", "..", "assets", name);

const FILES = new Map<string, string>([
  ["/react.js", packageFile("react", "umd/react.production.min.js")],
  ["/react-dom.js", packageFile("react-dom", "umd/react-dom.production.min.js")],
  ["/graphiql.js", packageFile("graphiql", "graphiql.min.js")],
  ["/graphiql.css", packageFile("graphiql", "graphiql.min.css")],
  ["/start.js", ownFile("start.js")],
  ["/page.css", ownFile("page.css")],
]);

/** The files that the pages load: these and no others, whatever path is asked for. */
export function graphiqlAssets(): RequestHandler {
  const router = Router({ caseSensitive: true, strict: true });
  for (const [path, file] of FILES) {
    router.get(path, (_, response) => response.sendFile(file, { maxAge: 3_600_000, dotfiles: "allow" }));
  }
  return router;
}
